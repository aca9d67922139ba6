package vow.language.policy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import vow.language.syntax.Expression;
import vow.language.syntax.Expression.ObjectLiteral;
import vow.language.syntax.Name;
import vow.language.syntax.TemplatePart;

/**
 * Finds every reference in an expression, without evaluating: what a value needs does not depend on
 * other values. What {@code for} binds hides roots of the same name.
 */
final class Chains {
  private final List<Chain> found = new ArrayList<>();

  private Chains() {}

  /** All of them, in source order. */
  static List<Chain> in(Expression expression) {
    var chains = new Chains();
    chains.walk(expression, Set.of());
    return chains.found;
  }

  private void walk(Expression expression, Set<String> bound) {
    switch (expression) {
      case Expression.NumberLiteral _,
          Expression.BoolLiteral _,
          Expression.NullLiteral _,
          Expression.SplatItem _,
          Expression.Invalid _ -> {}
      case Expression.Template it -> parts(it.parts(), bound);
      case Expression.Tuple it -> all(it.items(), bound);
      case Expression.ObjectLiteral it -> object(it, bound);
      case Expression.Variable it -> chain(it, bound);
      case Expression.GetAttr it -> chain(it, bound);
      case Expression.Index it -> chain(it, bound);
      case Expression.Splat it -> all(List.of(it.target(), it.each()), bound);
      case Expression.ForTuple it -> {
        walk(it.intro().collection(), bound);
        var inner = bind(it.intro().key(), it.intro().value(), bound);
        walk(it.result(), inner);
        it.condition().ifPresent(condition -> walk(condition, inner));
      }
      case Expression.ForObject it -> {
        walk(it.intro().collection(), bound);
        var inner = bind(it.intro().key(), it.intro().value(), bound);
        all(List.of(it.resultKey(), it.result()), inner);
        it.condition().ifPresent(condition -> walk(condition, inner));
      }
      case Expression.Conditional it ->
          all(List.of(it.condition(), it.then(), it.otherwise()), bound);
      case Expression.Negate it -> walk(it.operand(), bound);
      case Expression.Not it -> walk(it.operand(), bound);
      case Expression.Binary it -> all(List.of(it.left(), it.right()), bound);
      case Expression.Call it -> all(it.arguments(), bound);
      case Expression.Parentheses it -> walk(it.inner(), bound);
    }
  }

  private void chain(Expression expression, Set<String> bound) {
    Chain.of(expression, bound)
        .filter(chain -> !bound.contains(chain.root().name()))
        .ifPresent(found::add);
    keys(expression, bound);
  }

  /** The keys in brackets along a chain, and what it starts with if that is not a name. */
  private void keys(Expression expression, Set<String> bound) {
    var at = expression;
    while (true) {
      switch (at) {
        case Expression.GetAttr it -> at = it.target();
        case Expression.Index it -> {
          walk(it.key(), bound);
          at = it.target();
        }
        case Expression.Variable _ -> {
          return;
        }
        case Expression other -> {
          walk(other, bound);
          return;
        }
      }
    }
  }

  private void object(Expression.ObjectLiteral object, Set<String> bound) {
    for (var item : object.items()) {
      if (item.key() instanceof ObjectLiteral.Key.Computed key) {
        walk(key.expression(), bound);
      }
      walk(item.value(), bound);
    }
  }

  private void all(List<Expression> expressions, Set<String> bound) {
    expressions.forEach(expression -> walk(expression, bound));
  }

  private void parts(List<TemplatePart> parts, Set<String> bound) {
    for (var part : parts) {
      switch (part) {
        case TemplatePart.Text _ -> {}
        case TemplatePart.Interpolation it -> walk(it.value(), bound);
        case TemplatePart.If it -> {
          walk(it.condition(), bound);
          parts(it.then(), bound);
          parts(it.otherwise(), bound);
        }
        case TemplatePart.For it -> {
          walk(it.collection(), bound);
          parts(it.body(), bind(it.key(), it.value(), bound));
        }
      }
    }
  }

  private static Set<String> bind(Optional<Name> key, Name value, Set<String> bound) {
    var inner = new HashSet<>(bound);
    key.ifPresent(name -> inner.add(name.text()));
    inner.add(value.text());
    return inner;
  }
}
