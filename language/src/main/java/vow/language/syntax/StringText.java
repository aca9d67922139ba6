package vow.language.syntax;

import static java.nio.charset.StandardCharsets.UTF_8;

/** What the characters of a text token stand for. */
final class StringText {
  private static final String ESCAPES = "\\n, \\r, \\t, \\\", \\\\, \\uNNNN or \\UNNNNNNNN";
  private static final int SHORT_DIGITS = 4;
  private static final int LONG_DIGITS = 8;

  private final TokenReader in;
  private final int token;
  private final String written;
  private final StringBuilder text;
  private int at;

  private StringText(TokenReader in, int token, String written) {
    this.in = in;
    this.token = token;
    this.written = written;
    text = new StringBuilder(written.length());
  }

  /** Of a token in quotes, where backslashes escape, or of one in a heredoc, where they don't. */
  static String of(TokenReader in, int token) {
    var written = in.text(token);
    var quoted = in.kind(token) == TokenKind.QUOTED_TEXT;
    var plain =
        written.indexOf('$') < 0
            && written.indexOf('%') < 0
            && !(quoted && written.indexOf('\\') >= 0);
    return plain ? written : new StringText(in, token, written).resolve(quoted);
  }

  private String resolve(boolean quoted) {
    while (at < written.length()) {
      var c = written.charAt(at);
      if (c == '\\' && quoted) {
        resolveEscape();
      } else {
        if ((c == '$' || c == '%') && written.startsWith(c + "{", at + 1)) {
          at++;
        }
        text.append(c);
        at++;
      }
    }
    return text.toString();
  }

  private void resolveEscape() {
    var start = at++;
    var selector = at < written.length() ? written.codePointAt(at) : -1;
    at += selector < 0 ? 0 : Character.charCount(selector);
    switch (selector) {
      case 'n' -> text.append('\n');
      case 'r' -> text.append('\r');
      case 't' -> text.append('\t');
      case '"' -> text.append('"');
      case '\\' -> text.append('\\');
      case 'u' -> resolveCodePoint(start, SHORT_DIGITS);
      case 'U' -> resolveCodePoint(start, LONG_DIGITS);
      default -> {
        var shown = selector < 0 ? "a single \\" : "\"" + written.substring(start, at) + "\"";
        invalid(start, shown + " is not an escape sequence", ESCAPES);
      }
    }
  }

  private void resolveCodePoint(int start, int digits) {
    var value = 0L;
    var count = 0;
    while (count < digits
        && at < written.length()
        && Character.digit(written.charAt(at), 16) >= 0) {
      value = (value << 4) + Character.digit(written.charAt(at), 16);
      at++;
      count++;
    }
    if (count < digits) {
      var shown = written.substring(start, at);
      invalid(start, "\"" + shown + "\" is too short", digits + " hexadecimal digits");
    } else if (!Utf8.isCharacter(value)) {
      var shown = written.substring(start, at);
      invalid(start, "\"" + shown + "\" is not a character", "the number of a Unicode character");
    } else {
      text.appendCodePoint((int) value);
    }
  }

  private void invalid(int start, String message, String expected) {
    var first = offset(start);
    var span = in.source().span(first, Math.max(first, offset(at)));
    in.report(Diagnostic.error("invalid-escape", message, span).expecting(expected));
    text.append('\uFFFD');
  }

  /** The byte offset of a character. */
  private int offset(int index) {
    var before = written.substring(0, index).getBytes(UTF_8).length;
    return Math.min(in.start(token) + before, in.end(token));
  }
}
