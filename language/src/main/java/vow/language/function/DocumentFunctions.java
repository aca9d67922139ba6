package vow.language.function;

import static vow.language.function.Bodies.body;
import static vow.language.function.Bodies.function;

import vow.language.eval.Function;
import vow.language.eval.FunctionBuilder;
import vow.language.eval.Parameter;
import vow.language.value.BasicType;
import vow.language.value.Type;
import vow.language.value.Value;

/** Values as JSON, YAML and CSV and back. */
final class DocumentFunctions {
  private DocumentFunctions() {}

  static Function make(String name) {
    return switch (name) {
      case "csvdecode" -> csvdecode();
      case "jsondecode" -> jsondecode();
      case "jsonencode" -> jsonencode();
      case "yamldecode" -> yamldecode();
      case "yamlencode" -> yamlencode();
      default -> throw Family.missing(name);
    };
  }

  private interface Reader {
    Value of(String text);
  }

  private interface Writer {
    String of(Value value);
  }

  private static Function decoding(FunctionBuilder builder, Reader reader) {
    return builder
        .takes("text", BasicType.STRING)
        .does(body(arguments -> reader.of(arguments.text(0))));
  }

  private static Function encoding(FunctionBuilder builder, Writer writer) {
    return builder
        .takes(Parameter.of("value", BasicType.DYNAMIC).orNull())
        .gives(BasicType.STRING)
        .does(body(arguments -> Value.text(writer.of(arguments.value(0)))));
  }

  private static Function jsonencode() {
    return encoding(
        function("jsonencode", "The value as JSON, on one line, names in order.")
            .example(
                "jsonencode({b = [1, true], a = null})", "\"{\\\"a\\\":null,\\\"b\\\":[1,true]}\""),
        JsonWriter::text);
  }

  private static Function jsondecode() {
    return decoding(
        function("jsondecode", "The value of a text in JSON: objects and tuples, exact numbers.")
            .example("jsondecode(\"{\\\"port\\\": 80}\")", "{port = 80}"),
        JsonReader::read);
  }

  private static Function yamlencode() {
    return encoding(
        function("yamlencode", "The value as YAML, in block style, names in order.")
            .example("yamlencode({ports = [80, 443]})", "\"\\\"ports\\\":\\n- 80\\n- 443\\n\""),
        YamlWriter::text);
  }

  private static Function yamldecode() {
    return decoding(
        function(
                "yamldecode",
                "The value of one document in YAML. Aliases and merge keys are followed; as in"
                    + " YAML 1.1, yes, no, on and off are bools; timestamps become strings.")
            .example("yamldecode(\"ports:\\n- 80\\n- 443\")", "{ports = [80, 443]}"),
        YamlReader::read);
  }

  private static Function csvdecode() {
    return decoding(
        function(
                "csvdecode",
                "The rows of a text in CSV (RFC 4180) as a list of objects; the first row names"
                    + " the columns.")
            .gives(Type.list(BasicType.DYNAMIC))
            .example(
                "csvdecode(\"name,port\\nweb,80\")", "tolist([{name = \"web\", port = \"80\"}])"),
        CsvReader::read);
  }
}
