package vow.language.eval;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import vow.language.syntax.Diagnostic;
import vow.language.syntax.Expression;
import vow.language.syntax.Span;
import vow.language.value.Limits;
import vow.language.value.Sensitivity;
import vow.language.value.Value;
import vow.language.value.Values;

/** {@code for} in brackets and in braces. */
final class Loops {
  private Loops() {}

  static Value tuple(Evaluator evaluator, Expression.ForTuple expression) {
    var items = new ArrayList<Value>();
    var loop = new Loop(evaluator, expression.intro(), expression.condition());
    var known =
        loop.run(() -> {
          items.add(evaluator.evaluate(expression.result()));
          return fits(evaluator, items.size(), expression.span());
        });
    var result = known ? new Value.Tuple(items) : Values.UNKNOWN;
    return Sensitivity.when(loop.isSensitive(), evaluator.made(result, expression.span()));
  }

  static Value object(Evaluator evaluator, Expression.ForObject expression) {
    var loop = new Loop(evaluator, expression.intro(), expression.condition());
    var attributes =
        expression.grouping()
            ? groups(evaluator, expression, loop)
            : attributes(evaluator, expression, loop);
    var result = attributes.isKnown() ? Value.object(attributes.values()) : Values.UNKNOWN;
    return Sensitivity.when(loop.isSensitive(), evaluator.made(result, expression.span()));
  }

  private record Made(boolean isKnown, Map<String, Value> values) {}

  private static Made attributes(Evaluator evaluator, Expression.ForObject expression, Loop loop) {
    var attributes = new HashMap<String, Value>();
    var known =
        loop.run(() -> {
          var key = key(evaluator, expression, loop);
          var value = evaluator.evaluate(expression.result());
          if (!(Sensitivity.shown(key) instanceof Value.Text name)) {
            return false;
          }
          if (attributes.putIfAbsent(name.text(), value) != null) {
            evaluator.error(duplicate(key, expression));
          }
          return fits(evaluator, attributes.size(), expression.span());
        });
    return new Made(known, attributes);
  }

  private static Made groups(Evaluator evaluator, Expression.ForObject expression, Loop loop) {
    var groups = new HashMap<String, List<Value>>();
    var known =
        loop.run(() -> {
          var key = key(evaluator, expression, loop);
          var value = evaluator.evaluate(expression.result());
          if (!(Sensitivity.shown(key) instanceof Value.Text name)) {
            return false;
          }
          var group = groups.computeIfAbsent(name.text(), _ -> new ArrayList<>());
          group.add(value);
          return fits(evaluator, Math.max(groups.size(), group.size()), expression.span());
        });
    var attributes = HashMap.<String, Value>newHashMap(groups.size());
    groups.forEach((name, values) -> attributes.put(name, new Value.Tuple(values)));
    return new Made(known, attributes);
  }

  private static Value key(Evaluator evaluator, Expression.ForObject expression, Loop loop) {
    var key =
        evaluator.textKey(
            evaluator.evaluate(expression.resultKey()), expression.resultKey().span());
    loop.markSensitive(key instanceof Value.Sensitive);
    return key;
  }

  private static Diagnostic duplicate(Value key, Expression.ForObject expression) {
    return Diagnostic.error(
            "duplicate-key",
            "two items have the key" + Keys.shown(key),
            expression.resultKey().span())
        .expecting("a key of its own for each item, or ... after the value to group them");
  }

  private static boolean fits(Evaluator evaluator, int count, Span span) {
    if (count <= Limits.MAX_ELEMENTS) {
      return true;
    }
    evaluator.error(
        "too-many-elements", "this has more than " + Limits.MAX_ELEMENTS + " elements", span);
    return false;
  }
}
