package vow.language.function;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Strings in YAML: in double quotes, folded at spaces beyond a width; or, when they have several
 * lines and nothing that must be escaped, as a literal block.
 */
final class YamlText {
  private static final int WIDTH = 80;

  private YamlText() {}

  /**
   * @param indent of further lines
   * @param mayBreak false in a name, which stays on one line
   */
  static void write(YamlOut out, String text, int indent, boolean mayBreak) {
    if (mayBreak && text.indexOf('\n') >= 0 && isLiteral(text)) {
      literal(out, text, indent);
    } else {
      quoted(out, text, indent, mayBreak);
    }
  }

  static int utf8Length(String text) {
    return text.getBytes(UTF_8).length;
  }

  static boolean hasBreak(String text) {
    return text.codePoints().anyMatch(YamlText::isBreak);
  }

  private static boolean isBreak(int letter) {
    return letter == '\r'
        || letter == '\n'
        || letter == 0x85
        || letter == 0x2028
        || letter == 0x2029;
  }

  private static boolean isPrintable(int letter) {
    return letter == '\n'
        || (letter >= ' ' && letter <= '~')
        || (letter >= 0xa0 && letter <= 0xfffd && letter != 0xfeff);
  }

  /**
   * A block shows no spaces at ends of lines, and escapes nothing. Readers differ in which line
   * ends of Unicode count.
   */
  private static boolean isLiteral(String text) {
    var afterSpace = false;
    for (var at = 0; at < text.length(); ) {
      var letter = text.codePointAt(at);
      if (!isPrintable(letter) || (isBreak(letter) && (afterSpace || letter != '\n'))) {
        return false;
      }
      afterSpace = letter == ' ';
      at += Character.charCount(letter);
    }
    return !afterSpace;
  }

  private static void literal(YamlOut out, String text, int indent) {
    out.write("|");
    if (text.charAt(0) == ' ' || isBreak(text.charAt(0))) {
      out.write("2");
    }
    out.write(chomping(text));
    out.write("\n");
    for (var line : text.split("(?<=\n)", -1)) {
      if (!line.isEmpty()) {
        out.write(line.equals("\n") ? line : " ".repeat(indent) + line);
      }
    }
  }

  /** What becomes of line ends at the end: without any {@code -}, with several {@code +}. */
  private static String chomping(String text) {
    var last = text.length() - 1;
    if (!isBreak(text.charAt(last))) {
      return "-";
    }
    return last == 0 || isBreak(text.charAt(last - 1)) ? "+" : "";
  }

  private static void quoted(YamlOut out, String text, int indent, boolean mayBreak) {
    out.write("\"");
    var afterSpace = false;
    for (var at = 0; at < text.length(); ) {
      var letter = text.codePointAt(at);
      var next = at + Character.charCount(letter);
      if (letter == ' '
          && mayBreak
          && !afterSpace
          && out.column() > WIDTH
          && at > 0
          && next < text.length()) {
        out.write("\n" + " ".repeat(indent) + (text.charAt(next) == ' ' ? "\\" : ""));
      } else {
        out.write(escaped(letter));
      }
      afterSpace = letter == ' ';
      at = next;
    }
    out.write("\"");
  }

  private static String escaped(int letter) {
    return switch (letter) {
      case 0x00 -> "\\0";
      case 0x07 -> "\\a";
      case '\b' -> "\\b";
      case '\t' -> "\\t";
      case '\n' -> "\\n";
      case 0x0b -> "\\v";
      case '\f' -> "\\f";
      case '\r' -> "\\r";
      case 0x1b -> "\\e";
      case '"' -> "\\\"";
      case '\\' -> "\\\\";
      case 0x85 -> "\\N";
      // YAML has \L and \P for these, but not every reader knows them.
      case 0x2028, 0x2029 -> inHex(letter);
      default -> isPrintable(letter) ? Character.toString(letter) : inHex(letter);
    };
  }

  private static String inHex(int letter) {
    if (letter <= 0xff) {
      return String.format("\\x%02X", letter);
    }
    return String.format(letter <= 0xffff ? "\\u%04X" : "\\U%08X", letter);
  }
}
