package vow.language.eval;

import java.util.ArrayList;
import java.util.List;
import vow.language.syntax.Diagnostic;
import vow.language.syntax.Expression;
import vow.language.value.BasicType;
import vow.language.value.Sensitivity;
import vow.language.value.Type;
import vow.language.value.Value;
import vow.language.value.Values;

/**
 * {@code list[*].name} and {@code list.*.name}. What is no list, set or tuple is taken as the only
 * item of one; null as none at all.
 */
final class Splats {
  private Splats() {}

  static Value evaluate(Evaluator evaluator, Expression.Splat splat) {
    var target = evaluator.evaluate(splat.target());
    return Sensitivity.like(target, apply(evaluator, splat, Sensitivity.shown(target), target));
  }

  private static Value apply(
      Evaluator evaluator, Expression.Splat splat, Value target, Value marked) {
    return switch (target) {
      case Value.Tuple tuple -> tuple(evaluator, splat, tuple.items());
      case Value.ListValue list -> list(evaluator, splat, list.items(), list.element());
      case Value.SetValue set -> list(evaluator, splat, set.items(), set.element());
      case Value.Null none -> ofNull(evaluator, splat, none);
      case Value.Unknown unknown -> ofUnknown(evaluator, splat, unknown);
      case Value.Text _,
          Value.Numeric _,
          Value.Bool _,
          Value.MapValue _,
          Value.ObjectValue _,
          Value.Sensitive _ ->
          tuple(evaluator, splat, List.of(marked));
    };
  }

  private static Value tuple(Evaluator evaluator, Expression.Splat splat, List<Value> items) {
    var results = new ArrayList<Value>(items.size());
    return each(evaluator, splat, items, results)
        ? evaluator.made(new Value.Tuple(results), splat.span())
        : Values.UNKNOWN;
  }

  private static Value list(
      Evaluator evaluator, Expression.Splat splat, List<Value> items, Type element) {
    if (items.isEmpty()) {
      var type = evaluator.evaluateWith(new Value.Unknown(element), splat.each()).type();
      return Value.list(type, List.of());
    }
    var results = new ArrayList<Value>(items.size());
    if (!each(evaluator, splat, items, results)) {
      return Values.UNKNOWN;
    }
    var type = results.getFirst().type();
    if (!results.stream().allMatch(result -> result.type().equals(type))) {
      return evaluator.error(
          Diagnostic.error(
                  "mixed-splat",
                  "a splat over a list makes a list, and these elements have different types",
                  splat.each().span())
              .expecting("a for expression, which makes a tuple"));
    }
    return evaluator.made(Value.list(type, results), splat.span());
  }

  /** False after an error: what went wrong with one item would only be said again of the next. */
  private static boolean each(
      Evaluator evaluator, Expression.Splat splat, List<Value> items, List<Value> results) {
    var before = evaluator.errors();
    for (var item : items) {
      results.add(evaluator.evaluateWith(item, splat.each()));
      if (evaluator.errors() > before || evaluator.isOutOfBudget()) {
        return false;
      }
    }
    return true;
  }

  private static Value ofNull(Evaluator evaluator, Expression.Splat splat, Value.Null none) {
    return switch (none.type()) {
      case Type.ListType _, Type.SetType _, Type.TupleType _ ->
          evaluator.error(
              "null-splat",
              "unable to apply a splat: this " + none.type().describe() + " is null",
              splat.target().span());
      case BasicType _, Type.MapType _, Type.ObjectType _ -> Values.EMPTY_TUPLE;
    };
  }

  private static Value ofUnknown(
      Evaluator evaluator, Expression.Splat splat, Value.Unknown unknown) {
    return switch (unknown.type()) {
      case BasicType.DYNAMIC -> Values.UNKNOWN;
      case Type.ListType list -> unknownList(evaluator, splat, list.element());
      case Type.SetType set -> unknownList(evaluator, splat, set.element());
      case Type.TupleType tuple -> {
        var items = tuple.elements().stream().<Value>map(Value.Unknown::new).toList();
        yield new Value.Unknown(tuple(evaluator, splat, items).type());
      }
      case BasicType _, Type.MapType _, Type.ObjectType _ -> {
        // It may turn out to be null, which makes no item of it; but errors are seen already.
        evaluator.evaluateWith(unknown, splat.each());
        yield Values.UNKNOWN;
      }
    };
  }

  private static Value unknownList(Evaluator evaluator, Expression.Splat splat, Type element) {
    var item = evaluator.evaluateWith(new Value.Unknown(element), splat.each());
    return new Value.Unknown(Type.list(item.type()));
  }
}
