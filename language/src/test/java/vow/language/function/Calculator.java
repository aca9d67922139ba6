package vow.language.function;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import vow.language.eval.Budget;
import vow.language.eval.Evaluator;
import vow.language.eval.Function;
import vow.language.eval.Reference;
import vow.language.eval.Scope;
import vow.language.syntax.Diagnostics;
import vow.language.syntax.Parser;
import vow.language.syntax.Source;
import vow.language.value.BasicType;
import vow.language.value.Type;
import vow.language.value.Value;

/**
 * Evaluates expressions with all functions. {@code unknown.list} and its like are unknown values of
 * a type.
 */
final class Calculator implements Scope {
  private static final Value UNKNOWNS = unknowns();

  private final Functions functions;

  Calculator(FunctionFiles files) {
    functions = new Functions(files, TestFiles.SECRETS);
  }

  /** What became of an expression: its value, and the errors as text. */
  record Result(Value value, Diagnostics diagnostics) {}

  private static Value unknowns() {
    var types = new TreeMap<String, Type>();
    types.put("any", BasicType.DYNAMIC);
    types.put("string", BasicType.STRING);
    types.put("number", BasicType.NUMBER);
    types.put("bool", BasicType.BOOL);
    types.put("list", Type.list(BasicType.STRING));
    types.put("lists", Type.list(Type.list(BasicType.STRING)));
    types.put("anylist", Type.list(BasicType.DYNAMIC));
    types.put("numbers", Type.list(BasicType.NUMBER));
    types.put("set", Type.set(BasicType.STRING));
    types.put("anyset", Type.set(BasicType.DYNAMIC));
    types.put("map", Type.map(BasicType.STRING));
    types.put("maplists", Type.map(Type.list(BasicType.STRING)));
    types.put("anymap", Type.map(BasicType.DYNAMIC));
    types.put("tuple", Type.tuple(BasicType.STRING, BasicType.NUMBER));
    types.put("elbat", Type.tuple(BasicType.NUMBER, BasicType.STRING));
    types.put("object", Type.object(Map.of("a", BasicType.STRING, "b", BasicType.NUMBER)));
    var values = new TreeMap<String, Value>();
    types.forEach((name, type) -> values.put(name, new Value.Unknown(type)));
    return Value.object(values);
  }

  Result evaluate(String expression) {
    var diagnostics = new Diagnostics();
    var parsed = Parser.parseExpression(Source.of("case", expression), diagnostics);
    return new Result(
        diagnostics.hasErrors()
            ? new Value.Unknown(BasicType.DYNAMIC)
            : new Evaluator(this, diagnostics, new Budget()).evaluate(parsed),
        diagnostics);
  }

  /** The value of an expression that must be right. */
  Value value(String expression) {
    var result = evaluate(expression);
    if (result.diagnostics().hasErrors()) {
      throw new AssertionError(expression + "\n" + result.diagnostics());
    }
    return result.value();
  }

  @Override
  public Resolution resolve(Reference reference) {
    return reference.root().equals("unknown")
        ? new Found(UNKNOWNS, 0)
        : Scope.unknown(reference, List.of("unknown"));
  }

  @Override
  public Optional<Function> function(String name) {
    return functions.find(name);
  }

  @Override
  public Collection<String> functionNames() {
    return Functions.names();
  }
}
