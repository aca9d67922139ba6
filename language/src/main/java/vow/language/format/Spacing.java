package vow.language.format;

import static vow.language.syntax.TokenKind.CLOSE_BRACE;
import static vow.language.syntax.TokenKind.CLOSE_HEREDOC;
import static vow.language.syntax.TokenKind.CLOSE_QUOTE;
import static vow.language.syntax.TokenKind.CLOSE_SEQUENCE;
import static vow.language.syntax.TokenKind.COMMA;
import static vow.language.syntax.TokenKind.DOT;
import static vow.language.syntax.TokenKind.DOUBLE_COLON;
import static vow.language.syntax.TokenKind.ELLIPSIS;
import static vow.language.syntax.TokenKind.IDENTIFIER;
import static vow.language.syntax.TokenKind.NEWLINE;
import static vow.language.syntax.TokenKind.NUMBER;
import static vow.language.syntax.TokenKind.OPEN_BRACE;
import static vow.language.syntax.TokenKind.OPEN_BRACKET;
import static vow.language.syntax.TokenKind.OPEN_DIRECTIVE;
import static vow.language.syntax.TokenKind.OPEN_HEREDOC;
import static vow.language.syntax.TokenKind.OPEN_INTERPOLATION;
import static vow.language.syntax.TokenKind.OPEN_PAREN;
import static vow.language.syntax.TokenKind.OPEN_QUOTE;
import static vow.language.syntax.TokenKind.QUOTED_TEXT;
import static vow.language.syntax.TokenKind.TEXT;

import vow.language.syntax.TokenKind;
import vow.language.syntax.Tokens;

/** Whether a space stands between two tokens: a list of exceptions to yes, the first that fits. */
final class Spacing {
  private Spacing() {}

  /**
   * @param before the kind of the token before this one on its line, END if there is none
   */
  static boolean spaceAfter(Tokens tokens, int token, TokenKind before) {
    var kind = tokens.kind(token);
    var after = tokens.kind(token + 1);
    if (after == NEWLINE || isInText(kind, after)) {
      return false;
    }
    if (kind == DOT || after == DOT) {
      return wouldFuse(tokens, token);
    }
    if (after == COMMA || after == ELLIPSIS || isCall(kind, after)) {
      return false;
    }
    if (kind == COMMA) {
      return true;
    }
    if (after == OPEN_BRACKET && (kind == IDENTIFIER || kind == NUMBER || kind.closes())) {
      return before == IDENTIFIER && tokens.is(token, "in");
    }
    return switch (kind) {
      case BANG -> false;
      case MINUS -> endsValue(before);
      default -> spaceAtBrackets(kind, after);
    };
  }

  private static boolean isInText(TokenKind kind, TokenKind after) {
    return kind == QUOTED_TEXT
        || kind == TEXT
        || kind == OPEN_QUOTE
        || kind == OPEN_HEREDOC
        || after == QUOTED_TEXT
        || after == TEXT
        || after == CLOSE_QUOTE
        || after == CLOSE_HEREDOC;
  }

  private static boolean isCall(TokenKind kind, TokenKind after) {
    return (kind == IDENTIFIER && (after == OPEN_PAREN || after == DOUBLE_COLON))
        || (kind == DOUBLE_COLON && after == IDENTIFIER);
  }

  /** {@code a.0 .1} without its space would be {@code a} and the number 0.1. */
  private static boolean wouldFuse(Tokens tokens, int token) {
    return tokens.kind(token) == NUMBER && tokens.kind(token + 2) == NUMBER;
  }

  /** Whether a minus after it subtracts; otherwise it negates and stands close to its operand. */
  private static boolean endsValue(TokenKind before) {
    return switch (before) {
      case END, OPEN_PAREN, OPEN_BRACE, OPEN_BRACKET, EQUAL, COLON, COMMA, QUESTION -> false;
      case PLUS, MINUS, STAR, SLASH, PERCENT, AND, OR, BANG -> false;
      case EQUAL_EQUAL, NOT_EQUAL, GREATER, GREATER_OR_EQUAL, LESS, LESS_OR_EQUAL -> false;
      default -> true;
    };
  }

  private static boolean spaceAtBrackets(TokenKind kind, TokenKind after) {
    if (kind == OPEN_BRACE || after == CLOSE_BRACE) {
      return !(kind == OPEN_BRACE && after == CLOSE_BRACE);
    }
    if (kind == OPEN_INTERPOLATION || kind == OPEN_DIRECTIVE) {
      return after == OPEN_BRACE;
    }
    if (kind == CLOSE_BRACE && after == CLOSE_SEQUENCE) {
      return true;
    }
    if (kind == CLOSE_SEQUENCE && (after == OPEN_INTERPOLATION || after == OPEN_DIRECTIVE)) {
      return false;
    }
    return !kind.opens() && !after.closes();
  }
}
