package vow.language.eval;

import java.util.ArrayList;
import java.util.List;
import vow.language.syntax.Diagnostic;
import vow.language.syntax.Expression;
import vow.language.syntax.Span;
import vow.language.syntax.Spelling;
import vow.language.value.Conversion;
import vow.language.value.Sensitivity;
import vow.language.value.Value;
import vow.language.value.Values;

/** Calls of functions. */
final class Calls {
  private Calls() {}

  /** An argument, and where to point when it is wrong. */
  private record Argument(Value value, Span span) {}

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
    var before = evaluator.errors();
    var arguments = new ArrayList<Argument>(call.arguments().size());
    if (!collect(evaluator, call, arguments)
        || !isCountRight(evaluator, call, function.get(), arguments)) {
      return Values.UNKNOWN;
    }
    var values = convert(evaluator, function.get(), arguments);
    return evaluator.errors() > before
        ? Values.UNKNOWN
        : call(evaluator, function.get(), call, new Prepared(arguments, values));
  }

  private record Prepared(List<Argument> arguments, List<Value> values) {}

  /** False when there is no telling how many arguments there are. */
  private static boolean collect(
      Evaluator evaluator, Expression.Call call, List<Argument> arguments) {
    var last = call.arguments().size() - 1;
    for (var i = 0; i <= last; i++) {
      var expression = call.arguments().get(i);
      var value = evaluator.evaluate(expression);
      if (i < last || !call.expandFinal()) {
        arguments.add(new Argument(value, expression.span()));
      } else if (!expand(evaluator, new Argument(value, expression.span()), arguments)) {
        return false;
      }
    }
    return true;
  }

  private static boolean expand(Evaluator evaluator, Argument last, List<Argument> arguments) {
    var items =
        switch (Sensitivity.shown(last.value())) {
          case Value.Tuple tuple -> tuple.items();
          case Value.ListValue list -> list.items();
          case Value.SetValue set -> set.items();
          case Value.Unknown unknown when !unknown.type().isPrimitive() -> List.<Value>of();
          case Value _ -> {
            evaluator.error(notExpandable(last));
            yield List.<Value>of();
          }
        };
    for (var item : items) {
      arguments.add(new Argument(Sensitivity.like(last.value(), item), last.span()));
    }
    return last.value().isKnown();
  }

  private static Diagnostic notExpandable(Argument last) {
    var what = last.value().isNull() ? "null" : "a " + last.value().type().describe();
    return Diagnostic.error("not-expandable", "unable to expand " + what, last.span())
        .expecting("a list, tuple or set before ...");
  }

  private static boolean isCountRight(
      Evaluator evaluator, Expression.Call call, Function function, List<Argument> arguments) {
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
      evaluator.error(
          Diagnostic.error(
                  "too-many-arguments",
                  function.name()
                      + " takes "
                      + wanted
                      + (wanted == 1 ? " argument" : " arguments")
                      + ", not "
                      + arguments.size(),
                  arguments.get(wanted).span())
              .expecting(Signatures.of(function)));
      return false;
    }
    return true;
  }

  private static Parameter parameter(Function function, int index) {
    return index < function.parameters().size()
        ? function.parameters().get(index)
        : function.variadic().orElseThrow();
  }

  private static List<Value> convert(
      Evaluator evaluator, Function function, List<Argument> arguments) {
    var values = new ArrayList<Value>(arguments.size());
    for (var i = 0; i < arguments.size(); i++) {
      var argument = arguments.get(i);
      var parameter = parameter(function, i);
      if (argument.value().isNull() && !parameter.takesNull()) {
        evaluator.error(
            "null-argument",
            function.name() + " does not take null for \"" + parameter.name() + "\"",
            argument.span());
      }
      switch (Conversion.convert(argument.value(), parameter.type())) {
        case Conversion.Converted it -> values.add(it.value());
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
                    .expecting(parameter.type().describe()));
      }
    }
    return values;
  }

  private static Value call(
      Evaluator evaluator, Function function, Expression.Call call, Prepared prepared) {
    var sensitive = false;
    var known = true;
    var values = new ArrayList<Value>(prepared.values().size());
    for (var i = 0; i < prepared.values().size(); i++) {
      var value = prepared.values().get(i);
      var parameter = parameter(function, i);
      if (value.isSensitiveInside() && !parameter.takesSensitive()) {
        sensitive = true;
        value = Sensitivity.shownDeep(value);
      }
      known &= parameter.takesUnknown() || value.isWhollyKnown();
      values.add(value);
    }
    var result =
        known
            ? returned(evaluator, function, call, new Prepared(prepared.arguments(), values))
            : new Value.Unknown(function.result());
    return Sensitivity.when(sensitive, result);
  }

  private static Value returned(
      Evaluator evaluator, Function function, Expression.Call call, Prepared prepared) {
    return switch (function.call(List.copyOf(prepared.values()))) {
      case Function.Returned it -> evaluator.made(it.value(), call.span());
      case Function.Failed it
          when it.argument() >= 0 && it.argument() < prepared.arguments().size() ->
          evaluator.error(
              "wrong-argument",
              function.name() + ": " + it.why(),
              prepared.arguments().get(it.argument()).span());
      case Function.Failed it ->
          evaluator.error("call-failed", function.name() + ": " + it.why(), call.span());
    };
  }
}
