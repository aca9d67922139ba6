package vow.language.syntax;

import java.util.ArrayDeque;

/**
 * Keeps trees low. Recursion in the parser is bounded on the way down, but {@code a+a+a+…} grows
 * upwards: its first operand ends up at the bottom, and whoever walks the tree would run out of
 * stack.
 */
final class Height {
  private record Visit(Expression expression, int depth) {}

  private Height() {}

  /** The expression, or an invalid one and an error when it is too high. */
  static Expression checked(Expression expression, TokenReader in) {
    var open = new ArrayDeque<Visit>();
    open.push(new Visit(expression, 1));
    while (!open.isEmpty()) {
      var visit = open.pop();
      if (visit.depth() > Limits.MAX_HEIGHT) {
        in.reportTooDeep(expression.span(), Limits.MAX_HEIGHT);
        return new Expression.Invalid(expression.span());
      }
      for (var inner : Subexpressions.of(visit.expression())) {
        open.push(new Visit(inner, visit.depth() + 1));
      }
    }
    return expression;
  }
}
