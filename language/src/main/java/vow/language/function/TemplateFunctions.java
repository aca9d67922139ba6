package vow.language.function;

import static vow.language.function.Bodies.body;
import static vow.language.function.Bodies.function;

import vow.language.eval.Budget;
import vow.language.eval.Function;
import vow.language.eval.Parameter;
import vow.language.syntax.Source;
import vow.language.value.BasicType;
import vow.language.value.Value;
import vow.language.value.Values;

/**
 * Templates that are rendered with values of their own. All calls of a function share one budget: a
 * loop over templates must not cost more than one large template.
 */
final class TemplateFunctions {
  private TemplateFunctions() {}

  static Function make(String name, FunctionFiles files) {
    return switch (name) {
      case "templatefile" -> templatefile(files);
      case "templatestring" -> templatestring();
      default -> throw Family.missing(name);
    };
  }

  private static Parameter values() {
    return Parameter.of("values", BasicType.DYNAMIC).orUnknown();
  }

  private static Function templatefile(FunctionFiles files) {
    var budget = new Budget();
    return function(
            "templatefile",
            "The template in a file below the policy's folder, rendered with the values of a map"
                + " or object, and nothing else.")
        .takes("path", BasicType.STRING)
        .takes(values())
        .example(
            "templatefile(\"greeting.tmpl\", {name = \"web\", ports = [80, 443]})",
            "\"hello web\\n- 80\\n- 443\\n\"")
        .does(
            body(arguments -> {
              var path = arguments.text(0);
              var source = Source.of(path, PolicyPaths.read(files, path));
              return rendered(source, arguments, new Rendering.Means(new Functions(files), budget));
            }));
  }

  private static Function templatestring() {
    var budget = new Budget();
    return function(
            "templatestring",
            "The template in a string, rendered with the values of a map or object, and nothing"
                + " else. It cannot read files.")
        .takes("template", BasicType.STRING)
        .takes(values())
        .gives(BasicType.STRING)
        .example("templatestring(\"hello $${name}\", {name = \"web\"})", "\"hello web\"")
        .does(
            body(arguments ->
                rendered(
                    Source.of("template", arguments.text(0)),
                    arguments,
                    new Rendering.Means(new Functions(FunctionFiles.NONE), budget))));
  }

  private static Value rendered(Source source, Arguments arguments, Rendering.Means means) {
    return switch (arguments.shown(1)) {
      case Value.MapValue map -> Rendering.of(source, map.entries(), means);
      case Value.ObjectValue object -> Rendering.of(source, object.attributes(), means);
      case Value.Unknown _ -> Values.UNKNOWN;
      case Value other ->
          throw new Refusal(1, "must be a map or an object, not a " + other.type().describe());
    };
  }
}
