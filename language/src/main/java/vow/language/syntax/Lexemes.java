package vow.language.syntax;

/** Where single tokens end. */
final class Lexemes {
  private Lexemes() {}

  /** Length of the name at this offset, 0 if there is none. */
  static int nameLength(byte[] bytes, int start) {
    var codePoint = Utf8.decode(bytes, start);
    if (!Utf8.startsName(codePoint)) {
      return 0;
    }
    var end = start;
    do {
      end += Utf8.size(codePoint);
      codePoint = end < bytes.length ? Utf8.decode(bytes, end) : Utf8.INVALID;
    } while (codePoint != Utf8.INVALID && Utf8.continuesName(codePoint));
    return end - start;
  }

  /**
   * Length of everything that reads as one number, also with two points in it: the parser says what
   * is wrong. A point at the end is not part of it.
   */
  static int numberLength(byte[] bytes, int start) {
    var end = start;
    var lastGood = start;
    while (end < bytes.length) {
      var length = numberPartLength(bytes, end);
      if (length == 0) {
        break;
      }
      var isPoint = bytes[end] == '.';
      end += length;
      lastGood = isPoint ? lastGood : end;
    }
    return lastGood - start;
  }

  private static int numberPartLength(byte[] bytes, int at) {
    var c = bytes[at];
    if (Utf8.isDigit(c) || c == '.') {
      return 1;
    }
    if ((c != 'e' && c != 'E') || at + 1 == bytes.length) {
      return 0;
    }
    var sign = bytes[at + 1] == '+' || bytes[at + 1] == '-' ? 1 : 0;
    var digit = at + 1 + sign;
    return digit < bytes.length && Utf8.isDigit(bytes[digit]) ? 2 + sign : 0;
  }

  /** Offset of what follows spaces and tabs and a carriage return. */
  static int skipBlanks(byte[] bytes, int start) {
    var end = start;
    while (end < bytes.length && (bytes[end] == ' ' || bytes[end] == '\t' || bytes[end] == '\r')) {
      end++;
    }
    return end;
  }

  /** Offset of the next line feed, or of the end. */
  static int lineEnd(byte[] bytes, int start) {
    var end = start;
    while (end < bytes.length && bytes[end] != '\n') {
      end++;
    }
    return end;
  }

  /** Whether there is nothing but the marker on a line, with any spaces around it. */
  static boolean isMarker(Source source, int start, int end, String marker) {
    return end - start >= marker.length()
        && trim(source.text(start, end), true, true).equals(marker);
  }

  /** Without the spaces, as Unicode defines them, at either end. */
  static String trim(String text, boolean left, boolean right) {
    var start = 0;
    var end = text.length();
    while (left && start < end && Utf8.isSpace(text.charAt(start))) {
      start++;
    }
    while (right && end > start && Utf8.isSpace(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(start, end);
  }

  /** The longest symbol that these bytes start with. */
  static TokenKind symbol(int first, int second, int third) {
    return switch (first) {
      case '[' -> TokenKind.OPEN_BRACKET;
      case ']' -> TokenKind.CLOSE_BRACKET;
      case '(' -> TokenKind.OPEN_PAREN;
      case ')' -> TokenKind.CLOSE_PAREN;
      case ',' -> TokenKind.COMMA;
      case '?' -> TokenKind.QUESTION;
      case '+' -> TokenKind.PLUS;
      case '-' -> TokenKind.MINUS;
      case '*' -> TokenKind.STAR;
      case '/' -> TokenKind.SLASH;
      case '%' -> TokenKind.PERCENT;
      case '.' -> second == '.' && third == '.' ? TokenKind.ELLIPSIS : TokenKind.DOT;
      case ':' -> second == ':' ? TokenKind.DOUBLE_COLON : TokenKind.COLON;
      case '=' ->
          second == '='
              ? TokenKind.EQUAL_EQUAL
              : second == '>' ? TokenKind.FAT_ARROW : TokenKind.EQUAL;
      case '!' -> second == '=' ? TokenKind.NOT_EQUAL : TokenKind.BANG;
      case '<' -> second == '=' ? TokenKind.LESS_OR_EQUAL : TokenKind.LESS;
      case '>' -> second == '=' ? TokenKind.GREATER_OR_EQUAL : TokenKind.GREATER;
      case '&' -> second == '&' ? TokenKind.AND : TokenKind.INVALID;
      case '|' -> second == '|' ? TokenKind.OR : TokenKind.INVALID;
      default -> TokenKind.INVALID;
    };
  }

  /** In bytes. */
  static int symbolLength(TokenKind symbol) {
    return symbol.words().length() - 2;
  }
}
