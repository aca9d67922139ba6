package vow.language.eval;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import vow.language.value.Numbers;
import vow.language.value.Value;

/**
 * Values as JSON: numbers at full precision in plain decimals; tuples, lists and sets as arrays
 * (sets sorted); objects and maps as objects, sorted by name. What is sensitive becomes the string
 * {@value #SENSITIVE}, what is unknown {@value #UNKNOWN}; neither occurs without functions or
 * facts.
 */
public final class EvalJson {
  public static final String SENSITIVE = "(sensitive)";
  public static final String UNKNOWN = "(unknown)";

  private static final JsonFactory JSON = new JsonFactory();

  private EvalJson() {}

  /** One value, on one line, without a line end. */
  public static String of(Value value) {
    return written(json -> write(json, value));
  }

  /** What a whole file came to, on one line, without a line end. */
  public static String of(FileEval.Evaluated body) {
    return written(json -> write(json, body));
  }

  private interface Writing {
    void to(JsonGenerator json) throws IOException;
  }

  private static String written(Writing writing) {
    var text = new StringWriter();
    try (var json = JSON.createGenerator(text)) {
      writing.to(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  private static void write(JsonGenerator json, FileEval.Evaluated body) throws IOException {
    json.writeStartObject();
    json.writeFieldName("attributes");
    writeMap(json, body.attributes());
    json.writeArrayFieldStart("blocks");
    for (var block : body.blocks()) {
      json.writeStartObject();
      json.writeStringField("type", block.type());
      json.writeArrayFieldStart("labels");
      for (var label : block.labels()) {
        json.writeString(label);
      }
      json.writeEndArray();
      json.writeFieldName("body");
      write(json, block.body());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  /** Writes one value where the generator stands. */
  static void write(JsonGenerator json, Value value) throws IOException {
    switch (value) {
      case Value.Text text -> json.writeString(text.text());
      case Value.Numeric number -> json.writeNumber(Numbers.text(number.number()));
      case Value.Bool bool -> json.writeBoolean(bool.truth());
      case Value.ListValue list -> writeList(json, list.items());
      case Value.SetValue set -> writeList(json, set.items());
      case Value.Tuple tuple -> writeList(json, tuple.items());
      case Value.MapValue map -> writeMap(json, map.entries());
      case Value.ObjectValue object -> writeMap(json, object.attributes());
      case Value.Null _ -> json.writeNull();
      case Value.Unknown _ -> json.writeString(UNKNOWN);
      case Value.Sensitive _ -> json.writeString(SENSITIVE);
    }
  }

  private static void writeList(JsonGenerator json, List<Value> items) throws IOException {
    json.writeStartArray();
    for (var item : items) {
      write(json, item);
    }
    json.writeEndArray();
  }

  private static void writeMap(JsonGenerator json, Map<String, Value> entries) throws IOException {
    json.writeStartObject();
    for (var entry : entries.entrySet()) {
      json.writeFieldName(entry.getKey());
      write(json, entry.getValue());
    }
    json.writeEndObject();
  }
}
