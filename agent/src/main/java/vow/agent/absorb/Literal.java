package vow.agent.absorb;

import java.util.stream.Collectors;

/** A text as HCL, so that reading it gives the text again. */
final class Literal {
  private static final int INDENT = 2;
  private static final String MARKER = "EOT";

  private Literal() {}

  /** In quotes, on one line. */
  static String quoted(String text) {
    var out = new StringBuilder("\"");
    text.codePoints().forEach(c -> append(out, c));
    return out.append('"').toString();
  }

  private static void append(StringBuilder out, int c) {
    switch (c) {
      case '\n' -> out.append("\\n");
      case '\r' -> out.append("\\r");
      case '\t' -> out.append("\\t");
      case '"', '\\' -> out.append('\\').appendCodePoint(c);
      case '{' -> brace(out);
      default -> {
        if (Character.isISOControl(c)) {
          out.append(escape(c));
        } else {
          out.appendCodePoint(c);
        }
      }
    }
  }

  /** A dollar or percent sign before a brace would start a template. */
  private static void brace(StringBuilder out) {
    char last = out.charAt(out.length() - 1);
    if (last == '$' || last == '%') {
      out.setLength(out.length() - 1);
      out.append(escape(last));
    }
    out.append('{');
  }

  private static String escape(int c) {
    return "\\u%04x".formatted(c);
  }

  /** Whether a text can be, and is better, shown as lines. */
  static boolean isLines(String text) {
    boolean plain = text.codePoints().allMatch(c -> c == '\n' || !Character.isISOControl(c));
    var lines = text.lines().toList();
    return plain
        && text.endsWith("\n")
        && !text.contains("$${")
        && !text.contains("%%{")
        && lines.stream().noneMatch(l -> l.strip().equals(MARKER))
        && lines.stream().anyMatch(l -> !l.isEmpty() && !l.startsWith(" "));
  }

  /**
   * As an indented heredoc, without the line end after it.
   *
   * @param indent of the attribute, in spaces
   */
  static String heredoc(String text, int indent) {
    var margin = " ".repeat(indent + INDENT);
    var body =
        text.replace("${", "$${")
            .replace("%{", "%%{")
            .lines()
            .map(line -> line.isBlank() ? line : margin + line)
            .collect(Collectors.joining("\n"));
    return "<<-" + MARKER + "\n" + body + "\n" + " ".repeat(indent) + MARKER;
  }
}
