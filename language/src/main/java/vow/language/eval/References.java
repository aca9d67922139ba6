package vow.language.eval;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vow.language.syntax.Expression;
import vow.language.syntax.TemplatePart;

/**
 * Finds what an expression refers to, without evaluating it: every reference that may be asked of a
 * {@link Scope}, also in branches that will not be taken. Names that loops define are left out.
 */
public final class References {
  private final List<Reference> found = new ArrayList<>();
  private @Nullable Locals locals;

  private References() {}

  /** In source order; one that occurs twice is listed twice. */
  public static List<Reference> of(Expression expression) {
    var references = new References();
    references.walk(expression);
    return List.copyOf(references.found);
  }

  private void walk(Expression expression) {
    switch (expression) {
      case Expression.NumberLiteral _,
          Expression.BoolLiteral _,
          Expression.NullLiteral _,
          Expression.SplatItem _,
          Expression.Invalid _ -> {}
      case Expression.Template template -> template.parts().forEach(this::walk);
      case Expression.Tuple tuple -> tuple.items().forEach(this::walk);
      case Expression.ObjectLiteral object -> object.items().forEach(this::walk);
      case Expression.Variable _, Expression.GetAttr _, Expression.Index _ -> reference(expression);
      case Expression.Splat splat -> {
        walk(splat.target());
        walk(splat.each());
      }
      case Expression.ForTuple loop ->
          within(
              loop.intro(),
              () -> {
                walk(loop.result());
                loop.condition().ifPresent(this::walk);
              });
      case Expression.ForObject loop ->
          within(
              loop.intro(),
              () -> {
                walk(loop.resultKey());
                walk(loop.result());
                loop.condition().ifPresent(this::walk);
              });
      case Expression.Conditional conditional -> {
        walk(conditional.condition());
        walk(conditional.then());
        walk(conditional.otherwise());
      }
      case Expression.Negate negate -> walk(negate.operand());
      case Expression.Not not -> walk(not.operand());
      case Expression.Binary binary -> {
        walk(binary.left());
        walk(binary.right());
      }
      case Expression.Call call -> call.arguments().forEach(this::walk);
      case Expression.Parentheses parentheses -> walk(parentheses.inner());
    }
  }

  private void walk(Expression.ObjectLiteral.Item item) {
    switch (item.key()) {
      case Expression.ObjectLiteral.Key.Bare _ -> {}
      case Expression.ObjectLiteral.Key.Computed computed -> walk(computed.expression());
    }
    walk(item.value());
  }

  private void walk(TemplatePart part) {
    switch (part) {
      case TemplatePart.Text _ -> {}
      case TemplatePart.Interpolation interpolation -> walk(interpolation.value());
      case TemplatePart.If directive -> {
        walk(directive.condition());
        directive.then().forEach(this::walk);
        directive.otherwise().forEach(this::walk);
      }
      case TemplatePart.For loop ->
          within(
              new Expression.ForIntro(loop.key(), loop.value(), loop.collection()),
              () -> loop.body().forEach(this::walk));
    }
  }

  private void within(Expression.ForIntro intro, Runnable body) {
    walk(intro.collection());
    var outer = locals;
    locals =
        new Locals(intro.key().map(name -> name.text()).orElse(null), intro.value().text(), outer);
    body.run();
    locals = outer;
  }

  private void reference(Expression expression) {
    var reference = Traversals.reference(expression);
    if (reference.isPresent()) {
      if (locals == null || locals.defining(reference.get().root()) == null) {
        found.add(reference.get());
      }
      return;
    }
    switch (expression) {
      case Expression.GetAttr get -> walk(get.target());
      case Expression.Index index -> {
        walk(index.target());
        walk(index.key());
      }
      case Expression other -> throw new IllegalStateException("no reference: " + other);
    }
  }
}
