package vow.language.eval;

import java.math.BigDecimal;
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
import vow.language.value.Values;

/** Arithmetic, comparison and logic. */
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

  static Value binary(Evaluator evaluator, Expression.Binary binary) {
    return switch (binary.operator()) {
      case EQUAL ->
          Equality.equal(evaluator.evaluate(binary.left()), evaluator.evaluate(binary.right()));
      case NOT_EQUAL ->
          opposite(
              Equality.equal(
                  evaluator.evaluate(binary.left()), evaluator.evaluate(binary.right())));
      case AND -> logic(evaluator, binary, false);
      case OR -> logic(evaluator, binary, true);
      case ADD,
          SUBTRACT,
          MULTIPLY,
          DIVIDE,
          MODULO,
          LESS,
          LESS_OR_EQUAL,
          GREATER,
          GREATER_OR_EQUAL ->
          numeric(evaluator, binary);
    };
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
          Sensitivity.like(
              value,
              evaluator.error(
                  "wrong-operand-type",
                  "unable to apply " + symbol + ": " + it.why(),
                  expression.span()));
    };
  }

  private static Value numeric(Evaluator evaluator, Expression.Binary binary) {
    var symbol = binary.operator().symbol();
    var left = operand(evaluator, binary.left(), BasicType.NUMBER, symbol);
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
      return evaluator.error(
          Diagnostic.error("division-by-zero", "unable to divide by zero", binary.span()));
    }
    var isDivision = binary.operator() == Operator.DIVIDE;
    return number(evaluator, binary, isDivision ? Numbers.divide(a, b) : Numbers.remainder(a, b));
  }

  private static Value number(
      Evaluator evaluator, Expression.Binary binary, Optional<BigDecimal> result) {
    return result
        .map(Value::number)
        .orElseGet(() -> evaluator.error("number-too-large", TOO_MANY_DIGITS, binary.span()));
  }

  /**
   * One operand that decides the result hides the errors of the other, whichever comes first; and
   * where an operand is unknown, only the errors that remain whatever it will be are reported.
   *
   * @param deciding the value that decides: true for or, false for and
   */
  private static Value logic(Evaluator evaluator, Expression.Binary binary, boolean deciding) {
    var symbol = binary.operator().symbol();
    var first = evaluator.attempt(binary.left());
    var left = truth(evaluator, first, binary.left(), symbol);
    var second = evaluator.attempt(binary.right());
    var right = truth(evaluator, second, binary.right(), symbol);
    var result = decide(evaluator, first, second, new Operands(left, right, deciding));
    return Sensitivity.like(left, Sensitivity.like(right, result));
  }

  private record Operands(Value left, Value right, boolean deciding) {
    boolean leftDecides() {
      return Sensitivity.shown(left) instanceof Value.Bool bool && bool.truth() == deciding;
    }

    boolean rightDecides() {
      return Sensitivity.shown(right) instanceof Value.Bool bool && bool.truth() == deciding;
    }
  }

  private static Value decide(
      Evaluator evaluator, Evaluator.Attempt first, Evaluator.Attempt second, Operands operands) {
    if (operands.leftDecides() || operands.rightDecides()) {
      evaluator.addAll((operands.leftDecides() ? first : second).diagnostics());
      return Value.bool(operands.deciding());
    }
    evaluator.addAll(first.diagnostics());
    // What stands right of something unknown that has no error may never count.
    if (operands.left().isKnown() || first.failed()) {
      evaluator.addAll(second.diagnostics());
    }
    return operands.left().isKnown() && operands.right().isKnown()
        ? Value.bool(!operands.deciding())
        : new Value.Unknown(BasicType.BOOL);
  }

  /** A wrong type is reported in any case; null, as other errors, only when it counts. */
  private static Value truth(
      Evaluator evaluator, Evaluator.Attempt attempt, Expression expression, String symbol) {
    if (attempt.value().isNull()) {
      attempt.diagnostics().add(nullOperand(expression, symbol));
      return Sensitivity.like(attempt.value(), Values.UNKNOWN);
    }
    return attempt.failed()
        ? Sensitivity.like(attempt.value(), Values.UNKNOWN)
        : checked(evaluator, attempt.value(), expression, BasicType.BOOL, symbol);
  }

  private static Diagnostic nullOperand(Expression expression, String symbol) {
    return Diagnostic.error(
        "null-operand", "unable to apply " + symbol + ": this is null", expression.span());
  }
}
