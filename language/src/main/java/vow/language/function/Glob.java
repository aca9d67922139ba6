package vow.language.function;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;

/** A pattern for relative paths, as shells have them. */
final class Glob {
  private static final int MAX_CHARS = 1_000;
  private static final String ANY_FOLDERS = "(?:[^/]+/)*";

  private final Pattern pattern;

  private Glob(Pattern pattern) {
    this.pattern = pattern;
  }

  static Glob of(String text, int argument) {
    var parts = PolicyPaths.normal(text);
    if (text.length() > MAX_CHARS || parts.contains("..")) {
      throw new Refusal(
          argument, "must be a pattern below the folder, of at most " + MAX_CHARS + " characters");
    }
    try {
      return new Glob(Pattern.compile(expression(String.join("/", parts)), Pattern.DOTALL));
    } catch (PatternSyntaxException e) {
      throw new Refusal(argument, "is not a valid pattern");
    }
  }

  boolean matches(String path) {
    return pattern.matches(path);
  }

  private static String expression(String glob) {
    var expression = new StringBuilder();
    var depth = 0;
    for (var at = 0; at < glob.length(); ) {
      var startsPart = at == 0 || glob.charAt(at - 1) == '/';
      if (startsPart && glob.startsWith("**/", at)) {
        expression.append(ANY_FOLDERS);
        at += 3;
      } else if (startsPart && glob.substring(at).equals("**")) {
        expression.append(ANY_FOLDERS).append("[^/]+");
        at += 2;
      } else {
        var c = glob.charAt(at);
        depth += c == '{' ? 1 : c == '}' && depth > 0 ? -1 : 0;
        at = c == '[' ? set(glob, at, expression) : one(glob, at, depth, expression);
      }
    }
    return expression.toString();
  }

  private static int one(String glob, int at, int depth, StringBuilder expression) {
    var letter = glob.codePointAt(at);
    var next = at + Character.charCount(letter);
    switch (letter) {
      case '*' -> expression.append("[^/]*");
      case '?' -> expression.append("[^/]");
      case '{' -> expression.append("(?:");
      case '}' -> expression.append(')');
      case ',' -> expression.append(depth > 0 ? "|" : ",");
      case '\\' -> {
        var escaped = next < glob.length() ? glob.codePointAt(next) : '\\';
        expression.append(Pattern.quote(Character.toString(escaped)));
        return next + (next < glob.length() ? Character.charCount(escaped) : 0);
      }
      default -> expression.append(Pattern.quote(Character.toString(letter)));
    }
    return next;
  }

  /** One of some characters; returns where it goes on. */
  private static int set(String glob, int start, StringBuilder expression) {
    var end = glob.indexOf(']', start + 2);
    if (end < 0) {
      expression.append("\\[");
      return start + 1;
    }
    var inside = glob.substring(start + 1, end);
    var isNegated = inside.startsWith("^") || inside.startsWith("!");
    var letters = isNegated ? inside.substring(1) : inside;
    expression
        .append(isNegated ? "[^/" : "[")
        .append(letters.replace("\\", "\\\\").replace("[", "\\[").replace("&&", "&\\&"))
        .append(']');
    return end + 1;
  }
}
