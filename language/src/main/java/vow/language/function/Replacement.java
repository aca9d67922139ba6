package vow.language.function;

import com.google.re2j.Matcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What takes the place of a match: text with {@code $1}, {@code $name} and <code>${name}</code> in
 * it for what groups matched; {@code $$} is a dollar. A name is as long as it can be: {@code $1x}
 * is the group {@code 1x}. A group that does not exist, or matched nothing, is empty.
 */
record Replacement(List<Part> parts) {
  private static final int MAX_GROUP = 100_000_000;

  /** A piece of the replacement. */
  sealed interface Part {}

  record Literal(String text) implements Part {}

  record Numbered(int group) implements Part {}

  record Named(String name) implements Part {}

  static Replacement of(String text) {
    var parts = new ArrayList<Part>();
    var literal = new StringBuilder();
    for (var at = 0; at < text.length(); ) {
      var c = text.charAt(at++);
      var end = c == '$' ? nameEnd(text, at) : -1;
      if (c == '$' && at < text.length() && text.charAt(at) == '$') {
        literal.append('$');
        at++;
      } else if (end > 0) {
        parts.add(new Literal(literal.toString()));
        literal.setLength(0);
        var braced = text.charAt(at) == '{';
        parts.add(group(braced ? text.substring(at + 1, end - 1) : text.substring(at, end)));
        at = end;
      } else {
        literal.append(c);
      }
    }
    parts.add(new Literal(literal.toString()));
    return new Replacement(parts);
  }

  /** Where the reference to a group ends whose dollar is before this place; -1 if it is none. */
  private static int nameEnd(String text, int start) {
    var braced = start < text.length() && text.charAt(start) == '{';
    var first = braced ? start + 1 : start;
    var at = first;
    while (at < text.length() && isNameLetter(text.codePointAt(at))) {
      at += Character.charCount(text.codePointAt(at));
    }
    if (at == first) {
      return -1;
    }
    return !braced ? at : at < text.length() && text.charAt(at) == '}' ? at + 1 : -1;
  }

  private static boolean isNameLetter(int letter) {
    return letter == '_' || Character.isLetter(letter) || Character.isDigit(letter);
  }

  private static Part group(String name) {
    var isNumber =
        name.chars().allMatch(c -> c >= '0' && c <= '9')
            && name.length() < Integer.toString(MAX_GROUP).length()
            && (name.length() == 1 || name.charAt(0) != '0');
    return isNumber ? new Numbered(Integer.parseInt(name)) : new Named(name);
  }

  void appendTo(StringBuilder out, Matcher match, Map<String, Integer> names) {
    for (var part : parts) {
      switch (part) {
        case Literal literal -> out.append(literal.text());
        case Numbered numbered -> append(out, match, numbered.group());
        case Named named -> append(out, match, names.getOrDefault(named.name(), -1));
      }
    }
  }

  private static void append(StringBuilder out, Matcher match, int group) {
    if (group >= 0 && group <= match.groupCount()) {
      var text = match.group(group);
      out.append(text == null ? "" : text);
    }
  }
}
