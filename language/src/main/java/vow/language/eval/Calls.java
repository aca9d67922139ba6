package vow.language.eval;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import vow.language.syntax.Diagnostic;
import vow.language.syntax.Expression;
import vow.language.syntax.Span;
import vow.language.syntax.Spelling;
import vow.language.value.Conversion;
import vow.language.value.Sensitivity;
import vow.language.value.Value;
import vow.language.value.Values;

/** One call of a function, from its arguments to its result. */
final class Calls {
  private final Evaluator evaluator;
  private final Expression.Call call;
  private final Function function;
  private final List<Argument> arguments = new ArrayList<>();
  private boolean sensitive;

  /** An argument, and where to point when it is wrong. */
  private record Argument(Value value, Span span) {}

  private Calls(Evaluator evaluator, Expression.Call call, Function function) {
    this.evaluator = evaluator;
    this.call = call;
    this.function = function;
  }

  static Value evaluate(Evaluator evaluator, Expression.Call call) {
    var name = call.name().text();
    if (name.equals(Attempts.TRY.name())) {
      return Attempts.firstOf(evaluator, call);
    }
    if (name.equals(Attempts.CAN.name())) {
      return Attempts.can(evaluator, call);
    }
    var function = evaluator.scope().function(name);
    if (function.isEmpty()) {
      return evaluator.error(
          Diagnostic.error(
                  "unknown-function", "there is no function \"" + name + "\"", call.name().span())
              .suggesting(Spelling.nearest(name, evaluator.scope().functionNames())));
    }
    var run = new Calls(evaluator, call, function.get());
    var result = run.result();
    return Sensitivity.when(run.sensitive, result);
  }

  private Value result() {
    var before = evaluator.errors();
    if (!collect() || !isCountRight()) {
      return Values.UNKNOWN;
    }
    var values = new ArrayList<Value>(arguments.size());
    for (var i = 0; i < arguments.size(); i++) {
      evaluator.look(arguments.get(i).value());
      values.add(converted(arguments.get(i), parameter(i)));
    }
    if (evaluator.errors() > before) {
      sensitive |= arguments.stream().anyMatch(it -> it.value().isSensitiveInside());
      return Values.UNKNOWN;
    }
    var known = true;
    for (var i = 0; i < values.size(); i++) {
      var parameter = parameter(i);
      if (values.get(i).isSensitiveInside() && !parameter.takesSensitive()) {
        sensitive = true;
        values.set(i, Sensitivity.shownDeep(values.get(i)));
      }
      known &= parameter.takesUnknown() || values.get(i).isWhollyKnown();
    }
    return known ? returned(values) : new Value.Unknown(function.result());
  }

  /** False when there is no telling how many arguments there are. */
  private boolean collect() {
    var last = call.arguments().size() - 1;
    for (var i = 0; i <= last; i++) {
      var expression = call.arguments().get(i);
      var argument = new Argument(evaluator.evaluate(expression), expression.span());
      if (i == last && call.expandFinal()) {
        return expand(argument);
      }
      arguments.add(argument);
    }
    return true;
  }

  private boolean expand(Argument last) {
    // How many arguments there are is part of what a sensitive collection tells.
    sensitive |= last.value() instanceof Value.Sensitive;
    var items = expanded(evaluator, last.value(), last.span());
    items.ifPresent(values -> values.forEach(it -> arguments.add(new Argument(it, last.span()))));
    return items.isPresent();
  }

  /**
   * The arguments that an expanded one stands for. Empty after an error, and when there is no
   * telling how many they are.
   */
  static Optional<List<Value>> expanded(Evaluator evaluator, Value last, Span span) {
    return switch (Sensitivity.shown(last)) {
      case Value.Tuple tuple -> Optional.of(tuple.items());
      case Value.ListValue list -> Optional.of(list.items());
      case Value.SetValue set -> Optional.of(set.items());
      case Value.Unknown unknown when !unknown.type().isPrimitive() -> Optional.empty();
      case Value other -> {
        var what = other.isNull() ? "null" : other.type().phrase();
        evaluator.error(
            Diagnostic.error("not-expandable", "unable to expand " + what, span)
                .expecting("a list, tuple or set before ..."));
        yield Optional.empty();
      }
    };
  }

  private boolean isCountRight() {
    var wanted = function.parameters().size();
    if (arguments.size() < wanted) {
      var missing = function.parameters().get(arguments.size()).name();
      evaluator.error(
          Diagnostic.error(
                  "too-few-arguments",
                  function.name() + " needs a value for \"" + missing + "\"",
                  call.span())
              .expecting(Signatures.of(function)));
      return false;
    }
    if (arguments.size() > wanted && function.variadic().isEmpty()) {
      var takes = " takes " + wanted + (wanted == 1 ? " argument" : " arguments");
      evaluator.error(
          Diagnostic.error(
                  "too-many-arguments",
                  function.name() + takes + ", not " + arguments.size(),
                  arguments.get(wanted).span())
              .expecting(Signatures.of(function)));
      return false;
    }
    return true;
  }

  private Parameter parameter(int index) {
    return index < function.parameters().size()
        ? function.parameters().get(index)
        : function.variadic().orElseThrow();
  }

  /** The argument as the parameter wants it; anything after an error. */
  private Value converted(Argument argument, Parameter parameter) {
    if (argument.value().isNull() && !parameter.takesNull()) {
      return evaluator.error(
          "null-argument",
          function.name() + " does not take null for \"" + parameter.name() + "\"",
          argument.span());
    }
    return switch (Conversion.convert(argument.value(), parameter.type())) {
      case Conversion.Converted it -> it.value();
      case Conversion.Refused it ->
          evaluator.error(
              Diagnostic.error(
                      "wrong-argument",
                      "unable to pass this to "
                          + function.name()
                          + " as \""
                          + parameter.name()
                          + "\": "
                          + it.why(),
                      argument.span())
                  .expecting(parameter.type().phrase()));
    };
  }

  private Value returned(List<Value> values) {
    return switch (function.call(List.copyOf(values))) {
      case Function.Returned it -> evaluator.made(it.value(), call.span());
      case Function.Failed it -> failed(it);
      case Function.Refused it -> refused(it);
    };
  }

  private Value refused(Function.Refused refusal) {
    var span = arguments.get(refusal.argument()).span();
    return sensitive // the message may quote what it was given
        ? failed(new Function.Failed(refusal.argument(), ""))
        : evaluator.error(
            Diagnostic.error(refusal.code(), refusal.message(), span)
                .expecting(refusal.expected())
                .suggesting(refusal.suggestion()));
  }

  private Value failed(Function.Failed failure) {
    // The function was given the bare value and may quote it.
    var why = sensitive ? "not possible with a sensitive value that it was given" : failure.why();
    var message = function.name() + ": " + why;
    var argument = failure.argument();
    return argument >= 0 && argument < arguments.size()
        ? evaluator.error("wrong-argument", message, arguments.get(argument).span())
        : evaluator.error("call-failed", message, call.span());
  }
}
