package vow.language.syntax;

import java.util.Optional;
import vow.language.syntax.Expression.Binary;
import vow.language.syntax.Expression.BoolLiteral;
import vow.language.syntax.Expression.Conditional;
import vow.language.syntax.Expression.Invalid;
import vow.language.syntax.Expression.Negate;
import vow.language.syntax.Expression.Not;
import vow.language.syntax.Expression.NullLiteral;
import vow.language.syntax.Expression.Parentheses;
import vow.language.syntax.Expression.Variable;

/**
 * Expressions by recursive descent: conditional, binary operators by precedence, unary, term,
 * postfix steps. After an error the reader panics and an {@link Invalid} stands for what was not
 * understood; whoever is inside brackets then looks for the end of them.
 */
final class ExpressionParser {
  private final TokenReader in;
  private final PostfixParser postfix;
  private final CollectionParser collections;
  private final CallParser calls;
  private final TemplateParser templates;

  ExpressionParser(TokenReader in) {
    this.in = in;
    postfix = new PostfixParser(in, this);
    collections = new CollectionParser(in, this);
    calls = new CallParser(in, this);
    templates = new TemplateParser(in, this);
  }

  TemplateParser templates() {
    return templates;
  }

  Expression parse() {
    if (!in.enter()) {
      in.leave();
      return invalid();
    }
    var expression = parseConditional();
    in.leave();
    return expression;
  }

  /** What stands for an expression that is not there. */
  Invalid invalid() {
    return new Invalid(in.source().span(in.startHere(), in.startHere()));
  }

  private Expression parseConditional() {
    var condition = parseBinary(0);
    if (in.panicking() || !in.accept(TokenKind.QUESTION)) {
      return condition;
    }
    var then = parse();
    if (!in.panicking() && !in.accept(TokenKind.COLON)) {
      in.failHere(
          "missing-colon",
          "a conditional needs what to give otherwise",
          "\":\" and a second value, as in condition ? then : otherwise");
    }
    if (in.panicking()) {
      return new Invalid(in.from(condition.span().start()));
    }
    var otherwise = parse();
    return new Conditional(condition, then, otherwise, condition.span().to(otherwise.span()));
  }

  /**
   * Operators of this level and above, by climbing: one frame for each level in use, not for all.
   */
  private Expression parseBinary(int minLevel) {
    var left = parseUnary();
    while (!in.panicking()) {
      var operator = operator(in.peek());
      if (operator.isEmpty() || operator.get().level() < minLevel) {
        return left;
      }
      var place = in.span(in.read());
      var right = parseBinary(operator.get().level() + 1);
      left = new Binary(operator.get(), place, left, right, left.span().to(right.span()));
    }
    return left;
  }

  private static final Optional<Operator> NONE = Optional.empty();

  private static Optional<Operator> operator(TokenKind kind) {
    return switch (kind) {
      case OR -> Optional.of(Operator.OR);
      case AND -> Optional.of(Operator.AND);
      case EQUAL_EQUAL -> Optional.of(Operator.EQUAL);
      case NOT_EQUAL -> Optional.of(Operator.NOT_EQUAL);
      case GREATER -> Optional.of(Operator.GREATER);
      case GREATER_OR_EQUAL -> Optional.of(Operator.GREATER_OR_EQUAL);
      case LESS -> Optional.of(Operator.LESS);
      case LESS_OR_EQUAL -> Optional.of(Operator.LESS_OR_EQUAL);
      case PLUS -> Optional.of(Operator.ADD);
      case MINUS -> Optional.of(Operator.SUBTRACT);
      case STAR -> Optional.of(Operator.MULTIPLY);
      case SLASH -> Optional.of(Operator.DIVIDE);
      case PERCENT -> Optional.of(Operator.MODULO);
      default -> NONE;
    };
  }

  private Expression parseUnary() {
    var kind = in.peek();
    if (kind != TokenKind.MINUS && kind != TokenKind.BANG) {
      return postfix.parse(parseTerm());
    }
    var symbol = in.span(in.read());
    if (!in.enter()) {
      in.leave();
      return invalid();
    }
    var operand = parseUnary();
    in.leave();
    var span = symbol.to(operand.span());
    return kind == TokenKind.MINUS ? new Negate(operand, span) : new Not(operand, span);
  }

  private Expression parseTerm() {
    return switch (in.peek()) {
      case NUMBER -> Numbers.parse(in, in.read());
      case IDENTIFIER -> parseName();
      case OPEN_PAREN -> parseParentheses();
      case OPEN_BRACKET -> collections.parseTuple();
      case OPEN_BRACE -> collections.parseObject();
      case OPEN_QUOTE -> templates.parseQuoted();
      case OPEN_HEREDOC -> templates.parseHeredoc();
      case INVALID_HEREDOC -> parseInvalidHeredoc();
      default -> {
        in.failHere("missing-expression", "a value is missing here", "a value");
        yield invalid();
      }
    };
  }

  private Expression parseName() {
    if (in.second() == TokenKind.OPEN_PAREN || in.second() == TokenKind.DOUBLE_COLON) {
      return calls.parse();
    }
    var token = in.here();
    var span = in.span(token);
    if (in.atWord("true") || in.atWord("false")) {
      var value = in.atWord("true");
      in.read();
      return new BoolLiteral(value, span);
    }
    if (in.atWord("null")) {
      in.read();
      return new NullLiteral(span);
    }
    in.read();
    return new Variable(in.text(token), span);
  }

  private Expression parseParentheses() {
    var open = in.span(in.read());
    var before = in.newlinesMatter(false);
    var inner = parse();
    if (!in.panicking() && !in.at(TokenKind.CLOSE_PAREN)) {
      in.failHere("unclosed-parentheses", "a parenthesis is not closed", "\")\"", open);
    }
    if (in.panicking()) {
      Recovery.pastClose(in, TokenKind.CLOSE_PAREN);
    } else {
      in.read();
    }
    in.newlinesMatter(before);
    return new Parentheses(inner, in.from(open.start()));
  }

  private Expression parseInvalidHeredoc() {
    var text = in.text(in.here());
    var name = text.replaceFirst("^<<-?", "").strip().split("\\s", 2)[0];
    in.failHere(
        "invalid-heredoc",
        "",
        "<<" + (name.isEmpty() ? "EOT" : name) + " and at once the end of the line");
    if (!text.endsWith("\n")) {
      return invalid();
    }
    in.recover();
    return templates.parseHeredoc();
  }
}
