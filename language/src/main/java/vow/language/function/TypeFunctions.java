package vow.language.function;

import static vow.language.function.Bodies.body;
import static vow.language.function.Bodies.function;

import vow.language.eval.Function;
import vow.language.eval.FunctionBuilder;
import vow.language.eval.Parameter;
import vow.language.value.BasicType;
import vow.language.value.Conversion;
import vow.language.value.Sensitivity;
import vow.language.value.Type;
import vow.language.value.Value;
import vow.language.value.Values;

/** Converting values, and marking them sensitive. */
final class TypeFunctions {
  private TypeFunctions() {}

  static Function make(String name) {
    return switch (name) {
      case "issensitive" -> issensitive();
      case "nonsensitive" -> nonsensitive();
      case "sensitive" -> sensitive();
      case "tobool" ->
          conversion(
              function(name, "The value as a bool: of a bool, or of \"true\" or \"false\".")
                  .example("tobool(\"true\")", "true"),
              BasicType.BOOL);
      case "tolist" ->
          conversion(
              function(name, "The set or tuple as a list; its elements are brought to one type.")
                  .example("tolist([\"a\", 1])", "tolist([\"a\", \"1\"])"),
              Type.list(BasicType.DYNAMIC));
      case "tomap" ->
          conversion(
              function(name, "The object as a map; its values are brought to one type.")
                  .example("tomap({a = \"x\", b = 1})", "tomap({a = \"x\", b = \"1\"})"),
              Type.map(BasicType.DYNAMIC));
      case "tonumber" ->
          conversion(
              function(name, "The value as a number: of a number, or of its decimal digits.")
                  .example("tonumber(\"8.50\")", "8.5"),
              BasicType.NUMBER);
      case "toset" ->
          conversion(
              function(name, "The list or tuple as a set: without order and repetitions.")
                  .example("toset([\"b\", \"a\", \"b\"])", "toset([\"a\", \"b\"])"),
              Type.set(BasicType.DYNAMIC));
      case "tostring" ->
          conversion(
              function(name, "The number, bool or string as a string.")
                  .example("tostring(0.50)", "\"0.5\""),
              BasicType.STRING);
      default -> throw Family.missing(name);
    };
  }

  private static Parameter anything() {
    return Parameter.of("value", BasicType.DYNAMIC).orNull().orUnknown().orSensitive();
  }

  private static Function conversion(FunctionBuilder builder, Type type) {
    return builder
        .takes(anything())
        .gives(type)
        .does(
            body(arguments ->
                switch (Conversion.convert(arguments.value(0), type)) {
                  case Conversion.Converted(Value value) -> value;
                  case Conversion.Refused(String why) -> throw new Refusal(0, why);
                }));
  }

  private static Function sensitive() {
    return function(
            "sensitive", "The value, marked: it and what is computed from it is never shown.")
        .takes(anything())
        .example("issensitive(sensitive(\"x\"))", "true")
        .does(body(arguments -> Value.sensitive(arguments.value(0))));
  }

  private static Function nonsensitive() {
    return function("nonsensitive", "The value without its mark: it may be shown.")
        .takes(anything())
        .example("nonsensitive(sensitive(\"x\"))", "\"x\"")
        .does(body(arguments -> Sensitivity.shown(arguments.value(0))));
  }

  private static Function issensitive() {
    return function("issensitive", "Whether the value is marked as sensitive.")
        .takes(anything())
        .gives(BasicType.BOOL)
        .example("issensitive(\"x\")", "false")
        .does(
            body(arguments ->
                switch (arguments.value(0)) {
                  case Value.Sensitive _ -> Values.TRUE;
                  case Value.Unknown _ -> new Value.Unknown(BasicType.BOOL);
                  case Value _ -> Values.FALSE;
                }));
  }
}
