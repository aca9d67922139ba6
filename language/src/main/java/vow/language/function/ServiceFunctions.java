package vow.language.function;

import static vow.language.function.Bodies.body;
import static vow.language.function.Bodies.function;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import vow.language.eval.Function;
import vow.language.eval.Parameter;
import vow.language.value.BasicType;
import vow.language.value.Value;

/** What is said of services. */
final class ServiceFunctions {
  private static final List<String> CONDITIONS = List.of("file", "http", "port", "run");

  /** What may be said beside each of the conditions, and beside which. */
  private static final Map<String, List<String>> PARTS =
      Map.of(
          "host", List.of("port"),
          "status", List.of("http"),
          "match", List.of("file", "http"),
          "interval", CONDITIONS);

  private ServiceFunctions() {}

  static Function make(String name) {
    return switch (name) {
      case "probe" -> probe();
      default -> throw Family.missing(name);
    };
  }

  private static Function probe() {
    return function(
            "probe",
            "A condition for `ready` of a service: the object itself, with its names checked. It"
                + " has one of `port` (with `host`), `http` (with `status` and `match`), `file`"
                + " (with `match`) and `run`, and may have an `interval`. They mean what they mean"
                + " in a promise of the kind `probe`.")
        .takes(Parameter.of("condition", BasicType.DYNAMIC))
        .example("probe({ port = 80 })", "{ port = 80 }")
        .does(body(arguments -> checked(arguments.value(0))));
  }

  private static Value checked(Value condition) {
    var names =
        switch (condition) {
          case Value.ObjectValue object -> object.attributes().keySet();
          case Value.MapValue map -> map.entries().keySet();
          case Value _ ->
              throw new Refusal(0, "must be an object, not a " + condition.type().describe());
        };
    var given = CONDITIONS.stream().filter(names::contains).toList();
    var known = new TreeSet<>(given.isEmpty() ? CONDITIONS : given);
    PARTS.forEach((part, with) -> {
      if (!Collections.disjoint(with, known)) {
        known.add(part);
      }
    });
    for (var name : names) {
      if (!known.contains(name)) {
        throw new Refusal(0, "cannot have \"" + name + "\", but " + String.join(", ", known));
      }
    }
    if (given.size() != 1) {
      throw new Refusal(0, "must have one of " + String.join(", ", CONDITIONS));
    }
    return condition;
  }
}
