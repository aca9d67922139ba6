package vow.language.eval;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import vow.language.syntax.Diagnostic;
import vow.language.syntax.Diagnostics;
import vow.language.syntax.Expression;
import vow.language.value.BasicType;
import vow.language.value.Sensitivity;
import vow.language.value.Value;
import vow.language.value.Values;

/**
 * {@code try} and {@code can}: they look like functions, but their arguments may fail. What depends
 * on something unknown could still fail, so that the result is then unknown.
 */
public final class Attempts {
  /** Declared for the documentation; the evaluator knows how to do it. */
  public static final Function TRY =
      Function.named("try")
          .takesMany(Parameter.of("expressions", BasicType.DYNAMIC).orNull())
          .gives(BasicType.DYNAMIC)
          .doc("The value of the first expression that has one without an error.")
          .example("try({a = 1}.b, \"none\")", "\"none\"")
          .does(_ -> Function.failed("needs an evaluator"));

  /** Declared for the documentation; the evaluator knows how to do it. */
  public static final Function CAN =
      Function.named("can")
          .takes(Parameter.of("expression", BasicType.DYNAMIC).orNull())
          .gives(BasicType.BOOL)
          .doc("Whether the expression has a value without an error.")
          .example("can({a = 1}.b)", "false")
          .does(_ -> Function.failed("needs an evaluator"));

  private Attempts() {}

  /** Another expression to attempt; of an expanded argument only its value is left. */
  private interface Trial {
    Value value(Evaluator evaluator);
  }

  /**
   * What is to be tried. Empty when there is no telling, as for an expanded argument that is
   * unknown, or has an error: it has its value before anything is tried.
   */
  private static Optional<List<Trial>> trials(Evaluator evaluator, Expression.Call call) {
    var trials = new ArrayList<Trial>();
    var last = call.arguments().size() - 1;
    for (var i = 0; i <= last; i++) {
      var expression = call.arguments().get(i);
      if (i == last && call.expandFinal()) {
        var before = evaluator.errors();
        var value = evaluator.evaluate(expression);
        var items = Calls.expanded(evaluator, value, expression.span());
        if (items.isEmpty() || evaluator.errors() > before) {
          return Optional.empty();
        }
        items.get().forEach(item -> trials.add(_ -> Sensitivity.like(value, item)));
      } else {
        trials.add(it -> it.evaluate(expression));
      }
    }
    return Optional.of(trials);
  }

  static Value firstOf(Evaluator evaluator, Expression.Call call) {
    var trials = trials(evaluator, call);
    if (trials.isEmpty()) {
      return Values.UNKNOWN;
    }
    if (trials.get().isEmpty()) {
      return evaluator.error("too-few-arguments", "try needs at least one expression", call.span());
    }
    var failures = new ArrayList<Diagnostics>();
    for (var trial : trials.get()) {
      var reads = evaluator.openReads();
      var attempt = attempt(evaluator, trial);
      if (!attempt.failed()) {
        var decided = attempt.value().isWhollyKnown() && evaluator.openReads() == reads;
        return decided ? attempt.value() : Values.UNKNOWN;
      }
      failures.add(attempt.diagnostics());
      evaluator.forgetReads(reads); // It fails whatever they will be.
    }
    return evaluator.error(allFailed(call, failures));
  }

  private static Evaluator.Attempt attempt(Evaluator evaluator, Trial trial) {
    evaluator.trying(1);
    try {
      return evaluator.attempt(() -> trial.value(evaluator));
    } finally {
      evaluator.trying(-1);
    }
  }

  private static Diagnostic allFailed(Expression.Call call, List<Diagnostics> failures) {
    var error =
        Diagnostic.error(
            "nothing-worked", "every expression of this try has an error", call.span());
    for (var failure : failures) {
      var first = failure.sorted().getFirst();
      error = error.relatedTo(first.message(), first.span());
    }
    return error;
  }

  static Value can(Evaluator evaluator, Expression.Call call) {
    var trials = trials(evaluator, call);
    if (trials.isEmpty()) {
      return new Value.Unknown(BasicType.BOOL);
    }
    if (trials.get().size() != 1) {
      return evaluator.error(
          trials.get().isEmpty() ? "too-few-arguments" : "too-many-arguments",
          "can takes one expression",
          call.span());
    }
    var reads = evaluator.openReads();
    var attempt = attempt(evaluator, trials.get().getFirst());
    if (attempt.failed()) {
      evaluator.forgetReads(reads);
      return Values.FALSE;
    }
    var decided = attempt.value().isWhollyKnown() && evaluator.openReads() == reads;
    return decided ? Values.TRUE : new Value.Unknown(BasicType.BOOL);
  }
}
