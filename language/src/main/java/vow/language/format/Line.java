package vow.language.format;

import java.util.ArrayList;
import java.util.List;
import vow.language.syntax.TokenKind;
import vow.language.syntax.Tokens;

/**
 * The tokens of one line in up to three parts: what comes before an equals sign, that sign and its
 * value, and a trailing comment. A heredoc is part of the line that it starts on. All are indexes
 * of tokens.
 *
 * @param assign of the equals sign, or where the comment starts if there is none to align
 * @param comment of the trailing comment, or the end if there is none
 * @param end after the last token, which is the newline except in the last line
 */
record Line(int start, int assign, int comment, int end, boolean hasAssign, boolean hasComment) {

  boolean isEmpty() {
    return start == end;
  }

  static List<Line> split(Tokens tokens) {
    var lines = new ArrayList<Line>();
    var start = 0;
    for (var token = 0; token < tokens.count(); token++) {
      var kind = tokens.kind(token);
      if (kind == TokenKind.NEWLINE) {
        lines.add(of(tokens, start, token + 1, token));
        start = token + 1;
      } else if (kind == TokenKind.END) {
        lines.add(of(tokens, start, token, token));
      }
    }
    return lines;
  }

  /**
   * @param newline where the line's newline is, or the end of the file
   */
  private static Line of(Tokens tokens, int start, int end, int newline) {
    var hasComment = newline - 1 > start && isLineComment(tokens, newline - 1);
    var comment = hasComment ? newline - 1 : end;
    var assign = assign(tokens, start, hasComment ? comment : newline);
    return assign < 0
        ? new Line(start, comment, comment, end, false, hasComment)
        : new Line(start, assign, comment, end, true, hasComment);
  }

  private static boolean isLineComment(Tokens tokens, int token) {
    return tokens.kind(token) == TokenKind.COMMENT && !tokens.text(token).startsWith("/*");
  }

  /** The first equals sign, when the value after it ends on this line; otherwise -1. */
  private static int assign(Tokens tokens, int start, int end) {
    for (var token = start + 1; token < end; token++) {
      if (tokens.kind(token) == TokenKind.EQUAL) {
        return opened(tokens, token, end) == 0 ? token : -1;
      }
    }
    return -1;
  }

  /** How many more brackets are opened than closed. */
  static int opened(Tokens tokens, int start, int end) {
    var opened = 0;
    for (var token = start; token < end; token++) {
      var kind = tokens.kind(token);
      opened += kind.opens() ? 1 : kind.closes() ? -1 : 0;
    }
    return opened;
  }
}
