package vow.language.function;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import vow.language.eval.Budget;
import vow.language.eval.Evaluator;
import vow.language.eval.Function;
import vow.language.eval.Parameter;
import vow.language.eval.Reference;
import vow.language.eval.Scope;
import vow.language.syntax.Diagnostics;
import vow.language.syntax.Parser;
import vow.language.syntax.Source;
import vow.language.value.BasicType;
import vow.language.value.Value;

/** A template with its values: nothing else has a name in it, and templates do not nest. */
record Rendering(Map<String, Value> values, Functions functions) implements Scope {
  private static final Set<String> FORBIDDEN = Set.of("templatefile", "templatestring");

  /** What a template may call, and what it may cost. */
  record Means(Functions functions, Budget budget) {}

  static Value of(Source source, Map<String, Value> values, Means means) {
    var diagnostics = new Diagnostics();
    var template = Parser.parseTemplate(source, diagnostics);
    check(diagnostics);
    var scope = new Rendering(values, means.functions());
    var value = new Evaluator(scope, diagnostics, means.budget()).evaluate(template);
    check(diagnostics);
    if (value.isNull()) {
      throw new Refusal(0, "is a template that renders to null");
    }
    return value;
  }

  private static void check(Diagnostics diagnostics) {
    if (diagnostics.hasErrors()) {
      var first = diagnostics.sorted().getFirst();
      throw new Refusal(0, "is a template with an error: " + first.span() + ": " + first.message());
    }
  }

  @Override
  public Resolution resolve(Reference reference) {
    var value = values.get(reference.root());
    return value == null ? Scope.unknown(reference, values.keySet()) : new Found(value, 0);
  }

  @Override
  public Optional<Function> function(String name) {
    return FORBIDDEN.contains(name) ? Optional.of(forbidden(name)) : functions.find(name);
  }

  private static Function forbidden(String name) {
    return Function.named(name)
        .takesMany(Parameter.of("any", BasicType.DYNAMIC).orNull().orUnknown().orSensitive())
        .does(_ -> Function.failed("cannot be called inside a template"));
  }

  @Override
  public Collection<String> functionNames() {
    return Functions.names();
  }
}
