package vow.language.eval;

import java.util.List;
import java.util.Optional;
import vow.language.syntax.Diagnostic;
import vow.language.syntax.Expression;
import vow.language.syntax.Span;
import vow.language.value.BasicType;
import vow.language.value.Conversion;
import vow.language.value.Sensitivity;
import vow.language.value.Type;
import vow.language.value.Unification;
import vow.language.value.Value;
import vow.language.value.Values;

/** {@code condition ? then : otherwise}. */
final class Conditionals {
  private Conditionals() {}

  static Value evaluate(Evaluator evaluator, Expression.Conditional conditional) {
    var then = evaluator.attempt(conditional.then());
    var otherwise = evaluator.attempt(conditional.otherwise());
    evaluator.look(then.value());
    evaluator.look(otherwise.value());
    var type = commonType(then.value(), otherwise.value());
    if (type.isEmpty()) {
      return evaluator.error(mismatch(conditional, then.value(), otherwise.value()));
    }
    var condition = condition(evaluator, conditional.condition());
    var result =
        switch (Sensitivity.shown(condition)) {
          case Value.Bool bool ->
              branch(
                  evaluator,
                  bool.truth() ? then : otherwise,
                  (bool.truth() ? conditional.then() : conditional.otherwise()).span(),
                  type.get());
          case Value _ -> open(then, otherwise, type.get());
        };
    var sensitive =
        condition instanceof Value.Sensitive
            || then.value() instanceof Value.Sensitive
            || otherwise.value() instanceof Value.Sensitive;
    return Sensitivity.when(sensitive, result);
  }

  /** The condition is unknown, and so is the result, unless it is the same either way. */
  private static Value open(Evaluator.Attempt then, Evaluator.Attempt otherwise, Type type) {
    if (!then.failed()
        && !otherwise.failed()
        && Conversion.convert(then.value(), type) instanceof Conversion.Converted a
        && Conversion.convert(otherwise.value(), type) instanceof Conversion.Converted b
        && Sensitivity.shown(a.value()).isWhollyKnown()
        && Sensitivity.shown(a.value()).equals(Sensitivity.shown(b.value()))) {
      return a.value();
    }
    return new Value.Unknown(type);
  }

  /** A bool, known or not; unknown after an error. */
  static Value condition(Evaluator evaluator, Expression expression) {
    var value = evaluator.evaluate(expression);
    if (value.isNull()) {
      return evaluator.error(
          Diagnostic.error("null-condition", "the condition is null", expression.span())
              .expecting("true or false"));
    }
    return switch (Conversion.convert(value, BasicType.BOOL)) {
      case Conversion.Converted it -> it.value();
      case Conversion.Refused it ->
          Sensitivity.like(
              value,
              evaluator.error(
                  "wrong-condition-type",
                  "unable to use this as a condition: " + it.why(),
                  expression.span()));
    };
  }

  private static Value branch(Evaluator evaluator, Evaluator.Attempt taken, Span span, Type type) {
    evaluator.addAll(taken.diagnostics());
    return switch (Conversion.convert(taken.value(), type)) {
      case Conversion.Converted it -> it.value();
      case Conversion.Refused it ->
          evaluator.error(
              "inconsistent-types", "this branch does not fit the other: " + it.why(), span);
    };
  }

  private static Optional<Type> commonType(Value then, Value otherwise) {
    var a = Sensitivity.shown(then);
    var b = Sensitivity.shown(otherwise);
    if (a.equals(Values.NULL)) {
      return Optional.of(b.type());
    }
    if (b.equals(Values.NULL)) {
      return Optional.of(a.type());
    }
    var first = a.type();
    var second = b.type();
    return first == BasicType.DYNAMIC || second == BasicType.DYNAMIC
        ? Optional.of(BasicType.DYNAMIC)
        : Unification.unify(List.of(first, second));
  }

  private static Diagnostic mismatch(
      Expression.Conditional conditional, Value then, Value otherwise) {
    return Diagnostic.error(
            "inconsistent-types",
            "both results of a conditional need one type: "
                + difference(then.type(), otherwise.type()),
            conditional.then().span().to(conditional.otherwise().span()))
        .expecting("two values of one type");
  }

  private static String difference(Type then, Type otherwise) {
    return switch (then) {
      case Type.ObjectType a when otherwise instanceof Type.ObjectType b -> attributes(a, b);
      case Type.TupleType a when otherwise instanceof Type.TupleType b -> elements(a, b);
      case Type _ -> {
        var a = then.phrase();
        var b = otherwise.phrase();
        yield a.equals(b)
            ? "some of their parts do not fit each other"
            : "the first is " + a + ", the second is " + b;
      }
    };
  }

  private static String attributes(Type.ObjectType then, Type.ObjectType otherwise) {
    for (var attribute : then.attributes().entrySet()) {
      var other = otherwise.attributes().get(attribute.getKey());
      if (other == null) {
        return "only the first has an attribute \"" + attribute.getKey() + "\"";
      }
      if (!other.equals(attribute.getValue())) {
        return "attribute \""
            + attribute.getKey()
            + "\": "
            + difference(attribute.getValue(), other);
      }
    }
    for (var name : otherwise.attributes().keySet()) {
      if (!then.attributes().containsKey(name)) {
        return "only the second has an attribute \"" + name + "\"";
      }
    }
    return "some of their parts do not fit each other";
  }

  private static String elements(Type.TupleType then, Type.TupleType otherwise) {
    var count = then.elements().size();
    if (count != otherwise.elements().size()) {
      return "the first is a tuple of " + count + ", the second of " + otherwise.elements().size();
    }
    for (var i = 0; i < count; i++) {
      if (!then.elements().get(i).equals(otherwise.elements().get(i))) {
        return "element "
            + i
            + ": "
            + difference(then.elements().get(i), otherwise.elements().get(i));
      }
    }
    return "some of their parts do not fit each other";
  }
}
