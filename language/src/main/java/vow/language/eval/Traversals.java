package vow.language.eval;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vow.language.syntax.Expression;
import vow.language.value.Value;

/** References, and steps into values. */
final class Traversals {
  /** A longer number is no index, and not worth a place in a reference. */
  private static final int MAX_KEY_DIGITS = 20;

  private Traversals() {}

  static Value evaluate(Evaluator evaluator, Expression expression) {
    var name = rootName(expression);
    if (name == null) {
      return step(evaluator, expression);
    }
    var local = evaluator.local(name);
    if (local == null) {
      return reference(evaluator, reference(expression).orElseThrow());
    }
    return expression instanceof Expression.Variable ? local : step(evaluator, expression);
  }

  private static Value step(Evaluator evaluator, Expression expression) {
    return switch (expression) {
      case Expression.GetAttr get ->
          Attributes.of(
              evaluator, evaluator.evaluate(get.target()), get.name().text(), get.name().span());
      case Expression.Index index ->
          Indexes.of(
              evaluator,
              evaluator.evaluate(index.target()),
              evaluator.evaluate(index.key()),
              index.key().span());
      case Expression other -> evaluator.evaluate(other);
    };
  }

  private static Value reference(Evaluator evaluator, Reference reference) {
    return switch (evaluator.resolve(reference)) {
      case Scope.Missing missing -> evaluator.error(missing.error());
      case Scope.Found found -> {
        var value = found.value();
        for (var step : reference.steps().subList(found.steps(), reference.steps().size())) {
          value =
              step.attribute()
                  ? Attributes.of(evaluator, value, step.text(), step.span())
                  : Indexes.of(evaluator, value, step.key(), step.span());
        }
        yield value;
      }
    };
  }

  /** The name at the root of a reference whose steps are all literal. */
  private static @Nullable String rootName(Expression expression) {
    var at = expression;
    while (true) {
      switch (at) {
        case Expression.Variable variable -> {
          return variable.name();
        }
        case Expression.GetAttr get -> at = get.target();
        case Expression.Index index when isLiteral(index.key()) -> at = index.target();
        case Expression.Parentheses parentheses -> at = parentheses.inner();
        case Expression _ -> {
          return null;
        }
      }
    }
  }

  private static boolean isLiteral(Expression key) {
    return switch (key) {
      case Expression.NumberLiteral number -> number.value().precision() < MAX_KEY_DIGITS;
      case Expression.Template template -> template.literal().isPresent();
      case Expression _ -> false;
    };
  }

  /** The reference that an expression is, if all its steps are literal. */
  static Optional<Reference> reference(Expression expression) {
    var steps = new ArrayDeque<Reference.Step>();
    var at = expression;
    while (true) {
      switch (at) {
        case Expression.Variable variable -> {
          return Optional.of(
              new Reference(
                  variable.name(), variable.span(), List.copyOf(steps), expression.span()));
        }
        case Expression.GetAttr get -> {
          var name = get.name();
          steps.addFirst(new Reference.Step(Value.text(name.text()), true, name.span()));
          at = get.target();
        }
        case Expression.Index index when isLiteral(index.key()) -> {
          steps.addFirst(literalStep(index.key()));
          at = index.target();
        }
        case Expression.Parentheses parentheses -> at = parentheses.inner();
        case Expression _ -> {
          return Optional.empty();
        }
      }
    }
  }

  private static Reference.Step literalStep(Expression key) {
    return switch (key) {
      case Expression.NumberLiteral number ->
          new Reference.Step(Value.number(number.value()), false, number.span());
      case Expression.Template template ->
          new Reference.Step(Value.text(template.literal().orElse("")), false, template.span());
      case Expression other -> throw new IllegalStateException("not literal: " + other);
    };
  }
}
