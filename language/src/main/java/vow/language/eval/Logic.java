package vow.language.eval;

import vow.language.syntax.Diagnostics;
import vow.language.syntax.Expression;
import vow.language.syntax.Operator;
import vow.language.value.BasicType;
import vow.language.value.Conversion;
import vow.language.value.Sensitivity;
import vow.language.value.Value;
import vow.language.value.Values;

/** The operators {@code &&} and {@code ||}. */
final class Logic {
  private Logic() {}

  /**
   * One operand that decides the result hides the errors of the other, whichever comes first, but
   * never that the other is no bool; and where an operand is unknown, only the errors that remain
   * whatever it will be are reported.
   */
  static Value evaluate(Evaluator evaluator, Expression.Binary binary, Evaluator.Attempt first) {
    var symbol = binary.operator().symbol();
    var left = side(first, binary.left(), symbol);
    var right = side(evaluator.attempt(binary.right()), binary.right(), symbol);
    var result = decide(evaluator, left, right, binary.operator() == Operator.OR);
    return Sensitivity.like(left.value(), Sensitivity.like(right.value(), result));
  }

  /**
   * An operand.
   *
   * @param value a bool, known or not
   * @param diagnostics its errors, which count only where the operand does
   * @param misfit it is no bool, and that counts in any case
   */
  private record Side(Value value, Diagnostics diagnostics, boolean misfit) {
    boolean decides(boolean deciding) {
      return Sensitivity.shown(value) instanceof Value.Bool bool && bool.truth() == deciding;
    }

    boolean isKnown() {
      return value.isKnown();
    }

    /** Whether it can never come to decide. */
    boolean isSettled() {
      return isKnown() || diagnostics.hasErrors();
    }
  }

  /**
   * The result.
   *
   * @param deciding the value that decides: true for or, false for and
   */
  private static Value decide(Evaluator evaluator, Side left, Side right, boolean deciding) {
    var misfit = left.misfit() || right.misfit();
    if (!misfit && (left.decides(deciding) || right.decides(deciding))) {
      evaluator.addAll((left.decides(deciding) ? left : right).diagnostics());
      return Value.bool(deciding);
    }
    // Where something is tried, an error counts only if the other side can never decide.
    if (misfit || right.isSettled() || evaluator.trying(0) == 0) {
      evaluator.addAll(left.diagnostics());
    }
    // What stands right of something unknown that has no error may never count.
    if (misfit || left.isSettled()) {
      evaluator.addAll(right.diagnostics());
    }
    return left.isKnown() && right.isKnown()
        ? Value.bool(!deciding)
        : new Value.Unknown(BasicType.BOOL);
  }

  private static Side side(Evaluator.Attempt attempt, Expression expression, String symbol) {
    var value = attempt.value();
    var diagnostics = attempt.diagnostics();
    var unknown = Sensitivity.like(value, Values.UNKNOWN);
    if (value.isNull()) {
      diagnostics.add(Operations.nullOperand(expression, symbol));
      return new Side(unknown, diagnostics, false);
    }
    return switch (Conversion.convert(value, BasicType.BOOL)) {
      case Conversion.Converted it -> new Side(it.value(), diagnostics, false);
      case Conversion.Refused it -> {
        diagnostics.add(Operations.wrongOperand(expression, symbol, it));
        yield new Side(unknown, diagnostics, true);
      }
    };
  }
}
