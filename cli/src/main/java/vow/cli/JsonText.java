package vow.cli;

/** Lays JSON out for people. */
final class JsonText {
  private static final int INDENT_CHARS = 2;

  private JsonText() {}

  /**
   * The same JSON with one element a line; empty arrays and objects stay on theirs.
   *
   * @param json valid, without white space between tokens
   */
  static String indented(String json) {
    var out = new StringBuilder();
    int depth = 0;
    boolean quoted = false;
    for (int i = 0; i < json.length(); i++) {
      char c = json.charAt(i);
      if (quoted) {
        out.append(c);
        if (c == '\\') {
          out.append(json.charAt(++i));
        }
        quoted = c != '"';
        continue;
      }
      switch (c) {
        case '{', '[' -> {
          out.append(c);
          char next = json.charAt(i + 1);
          if (next == '}' || next == ']') {
            out.append(next);
            i++;
          } else {
            line(out, ++depth);
          }
        }
        case '}', ']' -> {
          line(out, --depth);
          out.append(c);
        }
        case ',' -> {
          out.append(c);
          line(out, depth);
        }
        case ':' -> out.append(": ");
        default -> {
          out.append(c);
          quoted = c == '"';
        }
      }
    }
    return out.toString();
  }

  private static void line(StringBuilder out, int depth) {
    out.append('\n').append(" ".repeat(depth * INDENT_CHARS));
  }
}
