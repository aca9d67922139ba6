package vow.language.syntax;

import java.util.ArrayList;
import java.util.List;
import vow.language.syntax.Expression.Binary;
import vow.language.syntax.Expression.BoolLiteral;
import vow.language.syntax.Expression.Call;
import vow.language.syntax.Expression.Conditional;
import vow.language.syntax.Expression.ForObject;
import vow.language.syntax.Expression.ForTuple;
import vow.language.syntax.Expression.GetAttr;
import vow.language.syntax.Expression.Index;
import vow.language.syntax.Expression.Invalid;
import vow.language.syntax.Expression.Negate;
import vow.language.syntax.Expression.Not;
import vow.language.syntax.Expression.NullLiteral;
import vow.language.syntax.Expression.NumberLiteral;
import vow.language.syntax.Expression.ObjectLiteral;
import vow.language.syntax.Expression.Parentheses;
import vow.language.syntax.Expression.Splat;
import vow.language.syntax.Expression.SplatItem;
import vow.language.syntax.Expression.Template;
import vow.language.syntax.Expression.Tuple;
import vow.language.syntax.Expression.Variable;

/** What an expression is directly made of. */
public final class Subexpressions {
  private Subexpressions() {}

  /** In source order. Those inside a for see its names: whoever follows names must know. */
  public static List<Expression> of(Expression expression) {
    return switch (expression) {
      case NumberLiteral _, BoolLiteral _, NullLiteral _, Variable _, SplatItem _, Invalid _ ->
          List.of();
      case Template template -> {
        var found = new ArrayList<Expression>();
        addAll(found, template.parts());
        yield found;
      }
      case Tuple tuple -> tuple.items();
      case ObjectLiteral object -> of(object);
      case GetAttr step -> List.of(step.target());
      case Index index -> List.of(index.target(), index.key());
      case Splat splat -> List.of(splat.target(), splat.each());
      case ForTuple loop -> {
        var found = new ArrayList<>(List.of(loop.intro().collection(), loop.result()));
        loop.condition().ifPresent(found::add);
        yield found;
      }
      case ForObject loop -> {
        var intro = loop.intro();
        var found = new ArrayList<>(List.of(intro.collection(), loop.resultKey(), loop.result()));
        loop.condition().ifPresent(found::add);
        yield found;
      }
      case Conditional choice -> List.of(choice.condition(), choice.then(), choice.otherwise());
      case Negate negate -> List.of(negate.operand());
      case Not not -> List.of(not.operand());
      case Binary binary -> List.of(binary.left(), binary.right());
      case Call call -> call.arguments();
      case Parentheses parentheses -> List.of(parentheses.inner());
    };
  }

  private static List<Expression> of(ObjectLiteral object) {
    var found = new ArrayList<Expression>();
    for (var item : object.items()) {
      if (item.key() instanceof ObjectLiteral.Key.Computed key) {
        found.add(key.expression());
      }
      found.add(item.value());
    }
    return found;
  }

  private static void addAll(List<Expression> found, List<TemplatePart> parts) {
    for (var part : parts) {
      switch (part) {
        case TemplatePart.Text _ -> {}
        case TemplatePart.Interpolation interpolation -> found.add(interpolation.value());
        case TemplatePart.If choice -> {
          found.add(choice.condition());
          addAll(found, choice.then());
          addAll(found, choice.otherwise());
        }
        case TemplatePart.For loop -> {
          found.add(loop.collection());
          addAll(found, loop.body());
        }
      }
    }
  }
}
