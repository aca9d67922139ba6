package vow.language.policy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import vow.language.syntax.Expression;
import vow.language.syntax.Parser;
import vow.language.syntax.Source;
import vow.language.syntax.Span;
import vow.language.value.Value;

/** Hands values from outside to the variables of a policy. */
final class GivenValues {
  private final World world;
  private final Map<String, Variable> variables;

  private GivenValues(World world, Unit unit) {
    this.world = world;
    this.variables = unit.variables();
  }

  /** Later ones replace earlier ones; what no variable is declared for is an error. */
  static void give(World world, Unit unit, List<Given> given) {
    var values = new GivenValues(world, unit);
    given.stream().sorted((a, b) -> Integer.compare(a.rank(), b.rank())).forEach(values::give);
  }

  private void give(Given given) {
    switch (given) {
      case Given.Environment it -> {
        var variable = variables.get(it.name());
        if (variable != null) {
          text(variable, "VOW_VAR_" + it.name(), it.text());
        }
      }
      case Given.Argument it -> {
        var variable = variables.get(it.name());
        var source = Source.of(Given.Argument.OPTION, it.name() + "=" + it.text());
        if (variable == null) {
          undeclared(it.name(), source.span(0, Math.min(source.length(), it.name().length())));
        } else {
          text(variable, Given.Argument.OPTION + " " + it.name(), it.text());
        }
      }
      case Given.VarFile it -> file(it.source());
    }
  }

  /** Plain text for a variable that takes text, an expression for any other. */
  private void text(Variable variable, String from, String text) {
    var source = Source.of(from, text);
    if (variable.takesText()) {
      var all = source.span(0, source.length());
      give(variable, new Slot.Content.Fixed(Value.text(text)), all);
    } else {
      var expression = Parser.parseExpression(source, world.reports().diagnostics());
      expression(variable, expression);
    }
  }

  private void file(Source source) {
    var body = Parser.parseFile(source, world.reports().diagnostics()).body();
    for (var block : body.blocks()) {
      world
          .reports()
          .add(
              Reports.fault(Code.MISPLACED_BLOCK, "a file of values has no blocks", block.header())
                  .expecting("NAME = VALUE"));
    }
    for (var attribute : body.attributes()) {
      var variable = variables.get(attribute.name());
      if (variable == null) {
        undeclared(attribute.name(), attribute.nameSpan());
      } else {
        expression(variable, attribute.value());
      }
    }
  }

  private void expression(Variable variable, Expression expression) {
    var field = new Field(variable.declaration().name(), expression.span(), expression);
    var constant = Place.constant(new Unit("", "", List.of(), java.util.Optional.empty()));
    give(variable, new Evaluated(world, field, constant), expression.span());
  }

  private static void give(Variable variable, Slot.Content content, Span span) {
    variable.give(new Variable.Origin(content, span, Instance.only(Instance.Presence.PRESENT)));
  }

  private void undeclared(String name, Span span) {
    var known = new LinkedHashMap<>(variables).keySet();
    world
        .reports()
        .add(
            Reports.unknown(
                Code.UNDECLARED_VARIABLE,
                "the policy has no variable \"" + name + "\"",
                span,
                world.reports().nearest(name, known)));
  }
}
