package vow.language.function;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import vow.language.value.BasicType;
import vow.language.value.Type;
import vow.language.value.Value;

/**
 * Regular expressions in RE2 syntax: matching takes time in proportion to the text, whatever the
 * pattern. Source: github.com/google/re2, "Syntax".
 */
final class Regexes {
  /** Beyond, compiling alone can take seconds. */
  private static final int MAX_PATTERN_CHARS = 10_000;

  /** What a pattern is compiled to; repeated parts are copied. */
  private static final long MAX_INSTRUCTIONS = 100_000;

  private Regexes() {}

  /** The captures of the first match. */
  static Value first(String pattern, String text) {
    var shape = Shape.of(compile(pattern, 0));
    var matcher = MeteredText.matcher(shape.pattern(), text, 0);
    if (!matcher.find()) {
      throw new Refusal("the pattern does not match any part of the text");
    }
    return shape.captures(matcher);
  }

  /** The captures of all matches. */
  static Value all(String pattern, String text) {
    var shape = Shape.of(compile(pattern, 0));
    var matcher = MeteredText.matcher(shape.pattern(), text, 0);
    var found = new ArrayList<Value>();
    var lastEnd = -1;
    while (matcher.find()) {
      if (isCounted(matcher, lastEnd, text)) {
        found.add(shape.captures(matcher));
        Bounds.checkElements(found.size());
      }
      lastEnd = matcher.end();
    }
    return Value.list(shape.type(), found);
  }

  /**
   * An empty match right after another match is none, nor is one between two halves of a letter.
   */
  private static boolean isCounted(Matcher matcher, int lastEnd, String text) {
    var start = matcher.start();
    var splitsLetter =
        start > 0
            && start < text.length()
            && Character.isSurrogatePair(text.charAt(start - 1), text.charAt(start));
    return matcher.end() > start || (start != lastEnd && !splitsLetter);
  }

  /**
   * The text with every match replaced.
   *
   * @param argument the number of the argument that holds the pattern
   */
  static String replace(String pattern, int argument, String text, String replacement) {
    var compiled = compile(pattern, argument);
    var template = Replacement.of(replacement);
    var matcher = MeteredText.matcher(compiled, text, argument);
    var replaced = new StringBuilder();
    var copied = 0;
    var lastEnd = -1;
    while (matcher.find()) {
      replaced.append(text, copied, matcher.start());
      if (isCounted(matcher, lastEnd, text)) {
        template.appendTo(replaced, matcher, compiled.namedGroups());
      }
      Bounds.checkText(replaced.length());
      copied = matcher.end();
      lastEnd = copied;
    }
    return replaced.append(text, copied, text.length()).toString();
  }

  private static Pattern compile(String pattern, int argument) {
    if (pattern.length() > MAX_PATTERN_CHARS) {
      throw new Refusal(argument, "a pattern has at most " + MAX_PATTERN_CHARS + " characters");
    }
    if (PatternSize.of(pattern) > MAX_INSTRUCTIONS) {
      throw new Refusal(argument, "repeats too much, as in (a{1000}){1000}");
    }
    try {
      return Pattern.compile(pattern);
    } catch (PatternSyntaxException e) {
      throw new Refusal(argument, "is not a valid regular expression: " + e.getDescription());
    }
  }

  /**
   * What a match of a pattern is turned into.
   *
   * @param names of groups with their numbers; empty when groups have no names
   */
  private record Shape(Pattern pattern, int groups, Map<String, Integer> names) {

    static Shape of(Pattern pattern) {
      var names = pattern.namedGroups();
      var groups = pattern.groupCount();
      if (!names.isEmpty() && names.size() < groups) {
        throw new Refusal(0, "groups must either all have names or none");
      }
      return new Shape(pattern, groups, names);
    }

    Type type() {
      if (groups == 0) {
        return BasicType.STRING;
      }
      if (names.isEmpty()) {
        return new Type.TupleType(Collections.nCopies(groups, BasicType.STRING));
      }
      var attributes = new TreeMap<String, Type>();
      names.keySet().forEach(name -> attributes.put(name, BasicType.STRING));
      return Type.object(attributes);
    }

    Value captures(Matcher matcher) {
      if (groups == 0) {
        return Value.text(matcher.group());
      }
      if (names.isEmpty()) {
        var items = new ArrayList<Value>(groups);
        for (var group = 1; group <= groups; group++) {
          items.add(capture(matcher, group));
        }
        return new Value.Tuple(items);
      }
      var attributes = new TreeMap<String, Value>();
      names.forEach((name, group) -> attributes.put(name, capture(matcher, group)));
      return Value.object(attributes);
    }

    private static Value capture(Matcher matcher, int group) {
      var text = matcher.group(group);
      return text == null ? new Value.Null(BasicType.STRING) : Value.text(text);
    }
  }
}
