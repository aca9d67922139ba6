package vow.language.eval;

import vow.language.syntax.Expression;
import vow.language.syntax.Operator;
import vow.language.value.BasicType;
import vow.language.value.Sensitivity;
import vow.language.value.Value;
import vow.language.value.Values;

/** The operators {@code &&} and {@code ||}. */
final class Logic {
  private Logic() {}

  /**
   * One operand that decides the result hides the errors of the other, whichever comes first; and
   * where an operand is unknown, only the errors that remain whatever it will be are reported.
   */
  static Value evaluate(Evaluator evaluator, Expression.Binary binary, Evaluator.Attempt first) {
    var symbol = binary.operator().symbol();
    var left = truth(evaluator, first, binary.left(), symbol);
    var second = evaluator.attempt(binary.right());
    var right = truth(evaluator, second, binary.right(), symbol);
    var operands = new Operands(left, right, binary.operator() == Operator.OR);
    var result = decide(evaluator, first, second, operands);
    return Sensitivity.like(left, Sensitivity.like(right, result));
  }

  /**
   * Both sides.
   *
   * @param deciding the value that decides: true for or, false for and
   */
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
      attempt.diagnostics().add(Operations.nullOperand(expression, symbol));
      return Sensitivity.like(attempt.value(), Values.UNKNOWN);
    }
    return attempt.failed()
        ? Sensitivity.like(attempt.value(), Values.UNKNOWN)
        : Operations.checked(evaluator, attempt.value(), expression, BasicType.BOOL, symbol);
  }
}
