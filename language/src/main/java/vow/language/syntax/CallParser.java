package vow.language.syntax;

import java.util.ArrayList;
import java.util.List;
import vow.language.syntax.Expression.Call;
import vow.language.syntax.Expression.Invalid;

/** Function calls: {@code name(a, b...)}, {@code space::name()}. */
final class CallParser {
  private final TokenReader in;
  private final ExpressionParser expressions;

  CallParser(TokenReader in, ExpressionParser expressions) {
    this.in = in;
    this.expressions = expressions;
  }

  Expression parse() {
    var name = parseName();
    if (in.panicking()) {
      return new Invalid(name.span());
    }
    var open = in.read();
    var before = in.newlinesMatter(false);
    var arguments = new ArrayList<Expression>();
    var expandFinal = parseArguments(arguments, in.span(open));
    in.newlinesMatter(before);
    return new Call(name, arguments, expandFinal, in.from(name.span().start()));
  }

  private Name parseName() {
    var first = in.read();
    var text = new StringBuilder(in.text(first));
    while (in.accept(TokenKind.DOUBLE_COLON)) {
      if (!in.at(TokenKind.IDENTIFIER)) {
        in.failHere("missing-function-name", "\"::\" needs a function's name after it", "a name");
        break;
      }
      text.append("::").append(in.text(in.read()));
    }
    if (!in.panicking() && !in.at(TokenKind.OPEN_PAREN)) {
      in.failHere("missing-parenthesis", "a function's name needs its arguments", "\"(\"");
    }
    return new Name(text.toString(), in.from(in.start(first)));
  }

  /** True when the last one is expanded. */
  private boolean parseArguments(List<Expression> arguments, Span open) {
    while (!in.accept(TokenKind.CLOSE_PAREN)) {
      arguments.add(expressions.parse());
      if (!in.panicking() && in.accept(TokenKind.ELLIPSIS)) {
        return parseCloseAfterExpansion(open);
      }
      if (!in.panicking() && !in.at(TokenKind.COMMA) && !in.at(TokenKind.CLOSE_PAREN)) {
        in.failHere("missing-comma", "arguments are separated by commas", "\",\" or \")\"", open);
      }
      if (in.panicking()) {
        Recovery.toComma(in, TokenKind.CLOSE_PAREN);
      }
      if (in.panicking()) {
        return false;
      }
      in.accept(TokenKind.COMMA);
    }
    return false;
  }

  private boolean parseCloseAfterExpansion(Span open) {
    if (!in.accept(TokenKind.CLOSE_PAREN)) {
      in.failHere("misplaced-expansion", "only the last argument can be expanded", "\")\"", open);
      Recovery.pastClose(in, TokenKind.CLOSE_PAREN);
    }
    return true;
  }
}
