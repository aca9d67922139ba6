package vow.language.policy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import vow.language.eval.Budget;
import vow.language.eval.Evaluator;
import vow.language.eval.Scope;
import vow.language.syntax.Diagnostics;
import vow.language.syntax.Expression;
import vow.language.syntax.Expression.ObjectLiteral;
import vow.language.syntax.Span;
import vow.language.syntax.Spelling;
import vow.language.value.BasicType;
import vow.language.value.Type;
import vow.language.value.Value;

/**
 * Reads the type of a variable: {@code string}, {@code list(number)}, {@code object({port =
 * optional(number, 80)})}. Source: hashicorp/hcl ext/typeexpr/README.md.
 */
final class TypeConstraint {
  private static final List<String> WORDS =
      List.of("string", "number", "bool", "any", "list", "set", "map", "object", "tuple");

  private final Reports reports;

  private TypeConstraint(Reports reports) {
    this.reports = reports;
  }

  /**
   * A type and what stands for optional attributes that are not given.
   *
   * @param defaults of optional attributes, at any depth
   */
  record Constraint(Type type, Defaults defaults) {
    static final Constraint ANY = new Constraint(BasicType.DYNAMIC, Defaults.NONE);
  }

  /** Reads a type; a wrong one is reported and becomes {@code any}. */
  static Constraint read(Expression expression, Reports reports) {
    return new TypeConstraint(reports).type(expression);
  }

  private Constraint type(Expression expression) {
    return switch (expression) {
      case Expression.Variable it -> word(it.name(), it.span());
      case Expression.Call it -> call(it);
      case Expression.Parentheses it -> type(it.inner());
      case Expression.Template it when it.literal().isPresent() -> {
        var word = it.literal().get();
        yield refuse("a type is written without quotes", it.span(), word, Optional.of(word));
      }
      case Expression other -> refuse("this is no type", other.span(), "", Optional.empty());
    };
  }

  private Constraint word(String word, Span span) {
    return switch (word) {
      case "string" -> of(BasicType.STRING);
      case "number" -> of(BasicType.NUMBER);
      case "bool" -> of(BasicType.BOOL);
      case "any" -> of(BasicType.DYNAMIC);
      case "list", "set", "map" ->
          refuse(word + " of what?", span, word + "(string)", Optional.empty());
      case "object" ->
          refuse("object with what?", span, "object({ name = string })", Optional.empty());
      case "tuple" -> refuse("tuple of what?", span, "tuple([string])", Optional.empty());
      case String other ->
          refuse("there is no type \"" + other + "\"", span, "", Spelling.nearest(other, WORDS));
    };
  }

  private static Constraint of(Type type) {
    return new Constraint(type, Defaults.NONE);
  }

  private Constraint call(Expression.Call call) {
    if (call.arguments().size() != 1 || call.expandFinal()) {
      return word(call.name().text(), call.span());
    }
    var argument = call.arguments().getFirst();
    return switch (call.name().text()) {
      case "list" -> {
        var element = type(argument);
        yield new Constraint(Type.list(element.type()), element.defaults().ofElements());
      }
      case "set" -> {
        var element = type(argument);
        yield new Constraint(Type.set(element.type()), element.defaults().ofElements());
      }
      case "map" -> {
        var element = type(argument);
        yield new Constraint(Type.map(element.type()), element.defaults().ofElements());
      }
      case "object" -> object(argument);
      case "tuple" -> tuple(argument);
      case "optional" ->
          refuse(
              "only the attributes of an object are optional",
              call.span(),
              "object({ name = optional(string) })",
              Optional.empty());
      case String other -> word(other, call.name().span());
    };
  }

  private Constraint tuple(Expression argument) {
    if (!(argument instanceof Expression.Tuple items)) {
      return refuse("tuple of what?", argument.span(), "tuple([string])", Optional.empty());
    }
    var types = new ArrayList<Type>();
    items.items().forEach(item -> types.add(type(item).type()));
    return of(new Type.TupleType(types));
  }

  private Constraint object(Expression argument) {
    if (!(argument instanceof Expression.ObjectLiteral object)) {
      return refuse(
          "object with what?", argument.span(), "object({ name = string })", Optional.empty());
    }
    var types = new TreeMap<String, Type>();
    var optional = new HashSet<String>();
    var values = new TreeMap<String, Value>();
    var inner = new TreeMap<String, Defaults>();
    for (var item : object.items()) {
      var name = key(item.key());
      if (name.isEmpty()) {
        refuse("this is no name", item.key().span(), "", Optional.empty());
        continue;
      }
      var type = attribute(item.value(), name.get(), optional, values);
      types.put(name.get(), type.type());
      if (!type.defaults().isEmpty()) {
        inner.put(name.get(), type.defaults());
      }
    }
    return new Constraint(new Type.ObjectType(types, optional), Defaults.of(values, inner));
  }

  private static Optional<String> key(ObjectLiteral.Key key) {
    return switch (key) {
      case ObjectLiteral.Key.Bare bare -> Optional.of(bare.name());
      case ObjectLiteral.Key.Computed computed -> Chain.literal(computed.expression());
    };
  }

  private Constraint attribute(
      Expression written, String name, Set<String> optional, Map<String, Value> values) {
    if (!(written instanceof Expression.Call call) || !call.name().text().equals("optional")) {
      return type(written);
    }
    optional.add(name);
    int count = call.arguments().size();
    if (count < 1 || count > 2) {
      return refuse(
          "optional takes a type and a default",
          call.span(),
          "optional(string, \"value\")",
          Optional.empty());
    }
    if (count == 2) {
      values.put(name, constant(call.arguments().get(1)));
    }
    return type(call.arguments().getFirst());
  }

  private Value constant(Expression expression) {
    var diagnostics = new Diagnostics();
    var scope = Scope.of(Map.of(), Map.of());
    var value = new Evaluator(scope, diagnostics, new Budget()).evaluate(expression);
    reports.addAll(diagnostics);
    return value;
  }

  private Constraint refuse(String message, Span span, String expected, Optional<String> meant) {
    var fault = Reports.unknown(Code.INVALID_TYPE, message, span, meant);
    var hint =
        expected.isEmpty()
            ? "string, number, bool, any, list(...), set(...), map(...), object({...}),"
                + " tuple([...])"
            : expected;
    reports.add(fault.expecting(hint));
    return Constraint.ANY;
  }
}
