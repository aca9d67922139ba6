package vow.language.policy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import vow.language.syntax.Expression;
import vow.language.syntax.Span;

/**
 * A reference as written: a root and the steps from it, {@code local.sites["a"].port}.
 *
 * @param steps outwards
 * @param bound names that a {@code for} around it binds
 */
record Chain(Expression.Variable root, List<Step> steps, Set<String> bound) {
  /**
   * One step.
   *
   * @param node the expression up to and with it
   * @param name what it asks for, when that is a name or literal text
   */
  record Step(Expression node, Optional<String> name) {
    /** The step alone: its name or key. */
    Span ownSpan() {
      return switch (node) {
        case Expression.GetAttr attribute -> attribute.name().span();
        case Expression.Index index -> index.key().span();
        case Expression other -> other.span();
      };
    }
  }

  /** The chain that an expression is, if it starts with a name. */
  static Optional<Chain> of(Expression expression, Set<String> bound) {
    var steps = new ArrayList<Step>();
    var at = expression;
    while (true) {
      switch (at) {
        case Expression.GetAttr it -> {
          steps.add(new Step(it, Optional.of(it.name().text())));
          at = it.target();
        }
        case Expression.Index it -> {
          steps.add(new Step(it, literal(it.key())));
          at = it.target();
        }
        case Expression.Variable root -> {
          Collections.reverse(steps);
          return Optional.of(new Chain(root, steps, bound));
        }
        case Expression _ -> {
          return Optional.empty();
        }
      }
    }
  }

  /** Text that is written out, without anything to evaluate. */
  static Optional<String> literal(Expression expression) {
    return expression instanceof Expression.Template template
        ? template.literal()
        : Optional.empty();
  }

  /** Where the reference starts: no two of one source start at the same place. */
  int start() {
    return root.span().start();
  }

  int length() {
    return steps.size();
  }

  /** The name at a step, if there is such a step and it has one. */
  Optional<String> name(int step) {
    return step < steps.size() ? steps.get(step).name() : Optional.empty();
  }

  /** The key of a step in brackets that has to be evaluated. */
  Optional<Expression> dynamicKey(int step) {
    return step < steps.size()
            && steps.get(step).name().isEmpty()
            && steps.get(step).node() instanceof Expression.Index index
        ? Optional.of(index.key())
        : Optional.empty();
  }

  /** Whether a key uses what a {@code for} around the reference binds. */
  boolean bindsPartOf(Expression key) {
    return !bound.isEmpty()
        && Chains.in(key).stream().anyMatch(it -> bound.contains(it.root().name()));
  }

  /** The root and the first steps, as many as there are. */
  Span span(int count) {
    return count == 0 || steps.isEmpty()
        ? root.span()
        : steps.get(Math.min(count, steps.size()) - 1).node().span();
  }

  /** Where a step stands, or the whole reference when it ends before. */
  Span stepSpan(int step) {
    return step < steps.size() ? steps.get(step).ownSpan() : span(step);
  }
}
