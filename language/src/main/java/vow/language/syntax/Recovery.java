package vow.language.syntax;

import static vow.language.syntax.TokenKind.CLOSE_BRACE;
import static vow.language.syntax.TokenKind.CLOSE_HEREDOC;
import static vow.language.syntax.TokenKind.CLOSE_QUOTE;
import static vow.language.syntax.TokenKind.COMMA;
import static vow.language.syntax.TokenKind.END;
import static vow.language.syntax.TokenKind.IDENTIFIER;
import static vow.language.syntax.TokenKind.NEWLINE;
import static vow.language.syntax.TokenKind.OPEN_BRACE;
import static vow.language.syntax.TokenKind.OPEN_HEREDOC;
import static vow.language.syntax.TokenKind.OPEN_QUOTE;
import static vow.language.syntax.TokenKind.UNCLOSED_QUOTE;

import java.util.EnumSet;

/**
 * Finds the place from where the rest makes sense again after an error. All of it guesses from
 * brackets and line ends, and always moves forward.
 */
final class Recovery {
  private Recovery() {}

  /**
   * To the next line of a body: after the newline that ends the broken item, or before the brace
   * that closes the body. Stays where it is when that already looks like the next item.
   */
  static void toNextItem(TokenReader in) {
    in.newlinesMatter(true);
    var open = 0;
    while (!in.at(END) && !(open == 0 && endsItem(in))) {
      open = depthAfter(in, open);
      in.read();
    }
    in.accept(NEWLINE);
    in.recover();
  }

  /**
   * Inside brackets, to the comma or closing bracket that belongs to them, which is not taken.
   * Gives up, and stays panicking, at anything that says that the bracket was never closed: another
   * bracket's end, or a line that looks like an item of the body around.
   */
  static void toComma(TokenReader in, TokenKind close) {
    skip(in, EnumSet.of(close, COMMA));
  }

  /** As {@link #toComma}, where line ends separate, too. */
  static void toCommaOrNewline(TokenReader in, TokenKind close) {
    skip(in, EnumSet.of(close, COMMA, NEWLINE));
  }

  /** To the closing bracket, which is taken; otherwise as {@link #toComma}. */
  static void pastClose(TokenReader in, TokenKind close) {
    skip(in, EnumSet.of(close));
    if (!in.panicking()) {
      in.read();
    }
  }

  private static void skip(TokenReader in, EnumSet<TokenKind> stops) {
    var before = in.newlinesMatter(true);
    var open = 0;
    var braces = 0;
    while (!in.at(END) && !in.at(UNCLOSED_QUOTE)) {
      var kind = in.peek();
      if (open == 0 && stops.contains(kind)) {
        in.recover();
        break;
      }
      var closesOther = kind.closes() || kind == CLOSE_QUOTE || kind == CLOSE_HEREDOC;
      var leaves = braces == 0 && !stops.contains(NEWLINE) && startsItem(in);
      if ((open == 0 && closesOther) || leaves) {
        break;
      }
      open = depthAfter(in, open);
      braces += kind == OPEN_BRACE ? 1 : kind == CLOSE_BRACE && braces > 0 ? -1 : 0;
      in.read();
    }
    in.newlinesMatter(before);
  }

  private static boolean endsItem(TokenReader in) {
    return in.at(NEWLINE) || in.at(CLOSE_BRACE) || startsItem(in);
  }

  /** At {@code name =} at the start of a line, which only a body or an object can hold. */
  private static boolean startsItem(TokenReader in) {
    return in.at(IDENTIFIER) && in.second() == TokenKind.EQUAL && in.isFirstOnLine();
  }

  private static int depthAfter(TokenReader in, int open) {
    var kind = in.peek();
    if (kind.opens() || kind == OPEN_QUOTE || kind == OPEN_HEREDOC) {
      return open + 1;
    }
    if (kind.closes() || kind == CLOSE_QUOTE || kind == CLOSE_HEREDOC) {
      return Math.max(0, open - 1);
    }
    return kind == UNCLOSED_QUOTE ? 0 : open;
  }
}
