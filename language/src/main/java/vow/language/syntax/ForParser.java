package vow.language.syntax;

import java.util.Optional;
import vow.language.syntax.Expression.ForIntro;
import vow.language.syntax.Expression.ForObject;
import vow.language.syntax.Expression.ForTuple;
import vow.language.syntax.Expression.Invalid;

/** For expressions, from the word {@code for}; the opening bracket has been read. */
final class ForParser {
  private final TokenReader in;
  private final ExpressionParser expressions;

  ForParser(TokenReader in, ExpressionParser expressions) {
    this.in = in;
    this.expressions = expressions;
  }

  Expression parseTuple(Span open) {
    var intro = parseIntro();
    var result = intro.isPresent() ? expressions.parse() : expressions.invalid();
    if (in.at(TokenKind.FAT_ARROW)) {
      in.failHere("invalid-for", "a tuple has no keys", "\"]\", or braces around the whole for");
    }
    if (in.at(TokenKind.ELLIPSIS)) {
      in.failHere("invalid-for", "only an object can group", "\"]\"");
    }
    var condition = parseCondition();
    close(TokenKind.CLOSE_BRACKET, "\"]\"", open);
    var span = in.from(open.start());
    return intro.isEmpty() ? new Invalid(span) : new ForTuple(intro.get(), result, condition, span);
  }

  Expression parseObject(Span open) {
    var intro = parseIntro();
    var key = intro.isPresent() ? expressions.parse() : expressions.invalid();
    if (!in.panicking() && !in.accept(TokenKind.FAT_ARROW)) {
      in.failHere("invalid-for", "an object needs keys", "\"=>\" and a value");
    }
    var result = in.panicking() ? expressions.invalid() : expressions.parse();
    var grouping = !in.panicking() && in.accept(TokenKind.ELLIPSIS);
    var condition = parseCondition();
    close(TokenKind.CLOSE_BRACE, "\"}\"", open);
    var span = in.from(open.start());
    return intro.isEmpty()
        ? new Invalid(span)
        : new ForObject(intro.get(), key, result, grouping, condition, span);
  }

  /** {@code for key, value in collection:}; empty, and panicking, when it is something else. */
  private Optional<ForIntro> parseIntro() {
    in.read();
    var intro = parseHead("for");
    if (!in.panicking() && !in.accept(TokenKind.COLON)) {
      in.failHere("invalid-for", "a for needs what to make of each item", "\":\"");
    }
    return in.panicking() ? Optional.empty() : intro;
  }

  /**
   * {@code key, value in collection}, in expressions and in templates.
   *
   * @param what whose it is, for messages
   */
  Optional<ForIntro> parseHead(String what) {
    var value = parseName(what);
    var key = Optional.<Name>empty();
    if (!in.panicking() && in.accept(TokenKind.COMMA)) {
      key = value;
      value = parseName(what);
    }
    if (!in.panicking() && !in.atWord("in")) {
      in.failHere("invalid-for", "a " + what + " needs what to go through", "\"in\"");
    }
    if (in.panicking() || value.isEmpty()) {
      return Optional.empty();
    }
    in.read();
    return Optional.of(new ForIntro(key, value.get(), expressions.parse()));
  }

  private Optional<Name> parseName(String what) {
    if (in.at(TokenKind.IDENTIFIER)) {
      return Optional.of(in.readName());
    }
    in.failHere("invalid-for", "a " + what + " needs a name for each item", "a name");
    return Optional.empty();
  }

  private Optional<Expression> parseCondition() {
    if (in.panicking() || !in.atWord("if")) {
      return Optional.empty();
    }
    in.read();
    return Optional.of(expressions.parse());
  }

  private void close(TokenKind close, String words, Span open) {
    if (!in.panicking() && !in.accept(close)) {
      in.failHere("invalid-for", "a for is not closed", words, open);
    }
    if (in.panicking()) {
      Recovery.pastClose(in, close);
    }
  }
}
