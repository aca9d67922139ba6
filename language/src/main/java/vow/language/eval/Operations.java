package vow.language.eval;

import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.Optional;
import vow.language.syntax.Diagnostic;
import vow.language.syntax.Expression;
import vow.language.syntax.Operator;
import vow.language.value.BasicType;
import vow.language.value.Conversion;
import vow.language.value.Equality;
import vow.language.value.Numbers;
import vow.language.value.Sensitivity;
import vow.language.value.Type;
import vow.language.value.Value;

/** Operators; those on bools are in {@link Logic}. */
final class Operations {
  static final String TOO_MANY_DIGITS =
      "this number has more than " + Numbers.MAX_DIGITS + " digits";

  private Operations() {}

  static Value negate(Evaluator evaluator, Expression.Negate negate) {
    var operand = operand(evaluator, negate.operand(), BasicType.NUMBER, "-");
    return Sensitivity.like(
        operand,
        Sensitivity.shown(operand) instanceof Value.Numeric number
            ? Value.number(number.number().negate())
            : new Value.Unknown(BasicType.NUMBER));
  }

  static Value not(Evaluator evaluator, Expression.Not not) {
    var operand = operand(evaluator, not.operand(), BasicType.BOOL, "!");
    return Sensitivity.like(
        operand,
        Sensitivity.shown(operand) instanceof Value.Bool bool
            ? Value.bool(!bool.truth())
            : new Value.Unknown(BasicType.BOOL));
  }

  /** Operators to the left are a chain, not a recursion: {@code a + b + c} may be long. */
  static Value binary(Evaluator evaluator, Expression.Binary outermost) {
    if (!(outermost.left() instanceof Expression.Binary)) {
      return single(evaluator, outermost);
    }
    var chain = new ArrayDeque<Expression.Binary>();
    Expression at = outermost;
    while (at instanceof Expression.Binary binary) {
      chain.push(binary);
      at = binary.left();
    }
    var left = evaluator.attempt(at);
    for (var binary : chain) {
      var before = left;
      left = evaluator.attempt(() -> applied(evaluator, binary, before));
    }
    evaluator.addAll(left.diagnostics());
    return left.value();
  }

  private static Value single(Evaluator evaluator, Expression.Binary binary) {
    return switch (binary.operator()) {
      case AND, OR -> Logic.evaluate(evaluator, binary, evaluator.attempt(binary.left()));
      case EQUAL,
          NOT_EQUAL,
          ADD,
          SUBTRACT,
          MULTIPLY,
          DIVIDE,
          MODULO,
          LESS,
          LESS_OR_EQUAL,
          GREATER,
          GREATER_OR_EQUAL ->
          applied(evaluator, binary, evaluator.evaluate(binary.left()));
    };
  }

  private static Value applied(
      Evaluator evaluator, Expression.Binary binary, Evaluator.Attempt left) {
    return switch (binary.operator()) {
      case AND, OR -> Logic.evaluate(evaluator, binary, left);
      case EQUAL,
          NOT_EQUAL,
          ADD,
          SUBTRACT,
          MULTIPLY,
          DIVIDE,
          MODULO,
          LESS,
          LESS_OR_EQUAL,
          GREATER,
          GREATER_OR_EQUAL -> {
        evaluator.addAll(left.diagnostics());
        yield applied(evaluator, binary, left.value());
      }
    };
  }

  private static Value applied(Evaluator evaluator, Expression.Binary binary, Value left) {
    return switch (binary.operator()) {
      case EQUAL -> equal(evaluator, left, evaluator.evaluate(binary.right()));
      case NOT_EQUAL -> opposite(equal(evaluator, left, evaluator.evaluate(binary.right())));
      case ADD,
          SUBTRACT,
          MULTIPLY,
          DIVIDE,
          MODULO,
          LESS,
          LESS_OR_EQUAL,
          GREATER,
          GREATER_OR_EQUAL ->
          numeric(evaluator, binary, left);
      case AND, OR -> throw new IllegalStateException("not for values alone");
    };
  }

  private static Value equal(Evaluator evaluator, Value left, Value right) {
    evaluator.look(left);
    return Equality.equal(left, right);
  }

  private static Value opposite(Value equal) {
    return Sensitivity.like(
        equal,
        Sensitivity.shown(equal) instanceof Value.Bool bool ? Value.bool(!bool.truth()) : equal);
  }

  /** A value of the type, known or not; unknown after an error. */
  private static Value operand(
      Evaluator evaluator, Expression expression, Type type, String symbol) {
    return checked(evaluator, evaluator.evaluate(expression), expression, type, symbol);
  }

  private static Value checked(
      Evaluator evaluator, Value value, Expression expression, Type type, String symbol) {
    if (value.isNull()) {
      return Sensitivity.like(value, evaluator.error(nullOperand(expression, symbol)));
    }
    return switch (Conversion.convert(value, type)) {
      case Conversion.Converted it -> it.value();
      case Conversion.Refused it ->
          Sensitivity.like(value, evaluator.error(wrongOperand(expression, symbol, it)));
    };
  }

  private static Value numeric(Evaluator evaluator, Expression.Binary binary, Value given) {
    var symbol = binary.operator().symbol();
    var left = checked(evaluator, given, binary.left(), BasicType.NUMBER, symbol);
    var right = operand(evaluator, binary.right(), BasicType.NUMBER, symbol);
    var result =
        Sensitivity.shown(left) instanceof Value.Numeric a
                && Sensitivity.shown(right) instanceof Value.Numeric b
            ? compute(evaluator, binary, a.number(), b.number())
            : new Value.Unknown(resultType(binary.operator()));
    return Sensitivity.like(left, Sensitivity.like(right, result));
  }

  private static Type resultType(Operator operator) {
    return switch (operator) {
      case ADD, SUBTRACT, MULTIPLY, DIVIDE, MODULO -> BasicType.NUMBER;
      case AND, OR, EQUAL, NOT_EQUAL, LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL ->
          BasicType.BOOL;
    };
  }

  private static Value compute(
      Evaluator evaluator, Expression.Binary binary, BigDecimal a, BigDecimal b) {
    return switch (binary.operator()) {
      case ADD -> number(evaluator, binary, Numbers.add(a, b));
      case SUBTRACT -> number(evaluator, binary, Numbers.subtract(a, b));
      case MULTIPLY -> number(evaluator, binary, Numbers.multiply(a, b));
      case DIVIDE, MODULO -> quotient(evaluator, binary, a, b);
      case LESS -> Value.bool(a.compareTo(b) < 0);
      case LESS_OR_EQUAL -> Value.bool(a.compareTo(b) <= 0);
      case GREATER -> Value.bool(a.compareTo(b) > 0);
      case GREATER_OR_EQUAL -> Value.bool(a.compareTo(b) >= 0);
      case AND, OR, EQUAL, NOT_EQUAL -> throw new IllegalStateException("not numeric");
    };
  }

  private static Value quotient(
      Evaluator evaluator, Expression.Binary binary, BigDecimal a, BigDecimal b) {
    if (b.signum() == 0) {
      return noNumber(
          evaluator,
          Diagnostic.error("division-by-zero", "unable to divide by zero", binary.span()));
    }
    var isDivision = binary.operator() == Operator.DIVIDE;
    return number(evaluator, binary, isDivision ? Numbers.divide(a, b) : Numbers.remainder(a, b));
  }

  private static Value number(
      Evaluator evaluator, Expression.Binary binary, Optional<BigDecimal> result) {
    return result
        .map(Value::number)
        .orElseGet(() ->
            noNumber(
                evaluator, Diagnostic.error("number-too-large", TOO_MANY_DIGITS, binary.span())));
  }

  /** Still a number, so that it fits nowhere else: {@code 1 / 0 || true} is not true. */
  private static Value noNumber(Evaluator evaluator, Diagnostic error) {
    evaluator.error(error);
    return new Value.Unknown(BasicType.NUMBER);
  }

  static Diagnostic wrongOperand(Expression expression, String symbol, Conversion.Refused refused) {
    return Diagnostic.error(
        "wrong-operand-type",
        "unable to apply " + symbol + ": " + refused.why(),
        expression.span());
  }

  static Diagnostic nullOperand(Expression expression, String symbol) {
    return Diagnostic.error(
        "null-operand", "unable to apply " + symbol + ": this is null", expression.span());
  }
}
