package vow.language.eval;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import vow.language.syntax.Diagnostic;
import vow.language.syntax.Expression;
import vow.language.syntax.Name;
import vow.language.value.BasicType;
import vow.language.value.Conversion;
import vow.language.value.Sensitivity;
import vow.language.value.Type;
import vow.language.value.Value;
import vow.language.value.Values;

/**
 * One loop over a collection, whatever it makes. It ends at the first turn with an error: the next
 * would only repeat it.
 */
final class Loop {
  private final Evaluator evaluator;
  private final Expression.ForIntro intro;
  private final Optional<Expression> condition;
  private boolean known = true;
  private boolean sensitive;

  Loop(Evaluator evaluator, Expression.ForIntro intro, Optional<Expression> condition) {
    this.evaluator = evaluator;
    this.intro = intro;
    this.condition = condition;
  }

  /** The collection, a condition or something else that decides about the result is sensitive. */
  boolean isSensitive() {
    return sensitive;
  }

  void markSensitive(boolean mark) {
    sensitive |= mark;
  }

  /**
   * Takes a turn for each element that meets the condition.
   *
   * @param turn false when the result cannot be known because of this turn
   * @return false when the result is unknown
   */
  boolean run(BooleanSupplier turn) {
    var before = evaluator.errors();
    var collection = evaluator.evaluate(intro.collection());
    sensitive |= collection instanceof Value.Sensitive;
    var names = evaluator.enter(intro.key().map(Name::text).orElse(null), intro.value().text());
    if (evaluator.errors() > before) {
      names.spoil();
    }
    try {
      return over(Sensitivity.shown(collection), names, turn);
    } finally {
      evaluator.leave(names);
    }
  }

  private boolean over(Value collection, Locals names, BooleanSupplier turn) {
    return switch (collection) {
      case Value.Tuple tuple -> items(tuple.items(), names, turn);
      case Value.ListValue list -> items(list.items(), names, turn);
      case Value.SetValue set -> members(set.items(), names, turn);
      case Value.MapValue map -> entries(map.entries(), names, turn);
      case Value.ObjectValue object -> entries(object.attributes(), names, turn);
      case Value.Null _ -> failed(nullCollection());
      case Value.Unknown unknown -> unknown(unknown.type());
      case Value.Text _, Value.Numeric _, Value.Bool _ -> failed(notIterable(collection.type()));
      case Value.Sensitive _ -> throw new IllegalStateException("mark inside a mark");
    };
  }

  private boolean failed(Diagnostic error) {
    evaluator.error(error);
    return false;
  }

  private Diagnostic nullCollection() {
    return Diagnostic.error(
        "null-iteration", "unable to iterate over null", intro.collection().span());
  }

  private Diagnostic notIterable(Type type) {
    return Diagnostic.error(
            "not-iterable", "unable to iterate over " + type.phrase(), intro.collection().span())
        .expecting("a list, set, tuple, map or object");
  }

  private boolean unknown(Type type) {
    if (type.isPrimitive()) {
      return failed(notIterable(type));
    }
    checkCondition();
    return false;
  }

  /** What is wrong with the condition whatever the elements are, where there are none to try. */
  private void checkCondition() {
    condition.ifPresent(expression -> isMet(expression));
  }

  private boolean items(List<Value> items, Locals names, BooleanSupplier turn) {
    var before = evaluator.errors();
    for (var i = 0; i < items.size() && goesOn(before); i++) {
      names.set(names.hasKey() ? Value.number(i) : Values.UNKNOWN, items.get(i));
      take(turn);
    }
    return ended(before, items.isEmpty());
  }

  private boolean members(List<Value> members, Locals names, BooleanSupplier turn) {
    var before = evaluator.errors();
    for (var i = 0; i < members.size() && goesOn(before); i++) {
      names.set(members.get(i), members.get(i));
      take(turn);
    }
    return ended(before, members.isEmpty());
  }

  private boolean entries(Map<String, Value> entries, Locals names, BooleanSupplier turn) {
    var before = evaluator.errors();
    for (var entry : entries.entrySet()) {
      if (!goesOn(before)) {
        break;
      }
      names.set(names.hasKey() ? Value.text(entry.getKey()) : Values.UNKNOWN, entry.getValue());
      take(turn);
    }
    return ended(before, entries.isEmpty());
  }

  private boolean goesOn(int errorsBefore) {
    return evaluator.errors() == errorsBefore && !evaluator.isOutOfBudget();
  }

  private boolean ended(int errorsBefore, boolean empty) {
    if (empty) {
      var sensitiveBefore = sensitive;
      var readsBefore = evaluator.openReads();
      checkCondition();
      known = true; // Whatever the condition is, there is nothing it could decide.
      sensitive = sensitiveBefore;
      evaluator.forgetReads(readsBefore);
    }
    return known && goesOn(errorsBefore);
  }

  private void take(BooleanSupplier turn) {
    if (condition.isEmpty() || isMet(condition.get())) {
      known &= turn.getAsBoolean();
    }
  }

  private boolean isMet(Expression expression) {
    var value = evaluator.evaluate(expression);
    sensitive |= value instanceof Value.Sensitive;
    if (value.isNull()) {
      return failed(
          Diagnostic.error("null-condition", "the condition is null", expression.span())
              .expecting("true or false"));
    }
    return switch (Conversion.convert(Sensitivity.shown(value), BasicType.BOOL)) {
      case Conversion.Converted(Value.Bool bool) -> bool.truth();
      case Conversion.Converted _ -> {
        known = false;
        yield false;
      }
      case Conversion.Refused it ->
          failed(
              Diagnostic.error(
                  "wrong-condition-type",
                  "unable to use this as a condition: " + it.why(),
                  expression.span()));
    };
  }
}
