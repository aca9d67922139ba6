package vow.language.function;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Optional;
import java.util.TreeMap;
import vow.language.value.Limits;
import vow.language.value.Numbers;
import vow.language.value.TextOrder;
import vow.language.value.Value;
import vow.language.value.Values;

/** Reads JSON, with numbers at full precision. Source: RFC 8259. */
final class JsonReader {
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(Limits.MAX_DEPTH)
                  .maxNumberLength(2 * Numbers.MAX_DIGITS)
                  .maxStringLength(Limits.MAX_TEXT_CHARS)
                  .maxNameLength(Limits.MAX_TEXT_CHARS)
                  .build())
          .build();

  private final JsonParser json;
  private long parts;

  private JsonReader(JsonParser json) {
    this.json = json;
  }

  static Value read(String text) {
    try (var json = JSON.createParser(text)) {
      var reader = new JsonReader(json);
      if (json.nextToken() == null) {
        throw new Refusal(0, "is not JSON: there is nothing in it");
      }
      var value = reader.value();
      if (json.nextToken() != null) {
        throw reader.refused("there is something after the value");
      }
      return value;
    } catch (JsonProcessingException e) {
      var place = Optional.ofNullable(e.getLocation());
      throw new Refusal(0, "is not JSON" + place.map(JsonReader::shown).orElse(""));
    } catch (IOException e) {
      throw new Refusal(0, "is not JSON");
    }
  }

  private static String shown(JsonLocation place) {
    return ": unable to read line " + place.getLineNr() + ", column " + place.getColumnNr();
  }

  private Refusal refused(String why) {
    return new Refusal(0, "is not JSON" + shown(json.currentTokenLocation()) + ": " + why);
  }

  private Value value() throws IOException {
    Bounds.checkElements(++parts);
    return switch (json.currentToken()) {
      case START_OBJECT -> object();
      case START_ARRAY -> array();
      case VALUE_STRING -> Value.text(Letters.withoutHalves(json.getText()));
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number();
      case VALUE_TRUE -> Values.TRUE;
      case VALUE_FALSE -> Values.FALSE;
      case VALUE_NULL -> Values.NULL;
      case END_OBJECT, END_ARRAY, FIELD_NAME, NOT_AVAILABLE, VALUE_EMBEDDED_OBJECT ->
          throw refused("a value is missing");
    };
  }

  private Value number() throws IOException {
    return Numbers.parse(json.getText())
        .map(Value::number)
        .orElseThrow(() -> refused("a number has more than " + Numbers.MAX_DIGITS + " digits"));
  }

  private Value array() throws IOException {
    var items = new ArrayList<Value>();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      items.add(value());
    }
    return new Value.Tuple(items);
  }

  private Value object() throws IOException {
    var attributes = new TreeMap<String, Value>(TextOrder.COMPARATOR);
    while (json.nextToken() != JsonToken.END_OBJECT) {
      var name = Letters.name(json.currentName());
      json.nextToken();
      var value = value();
      var before = attributes.put(name, value);
      if (before != null && !before.type().equals(value.type())) {
        throw refused("two values of different types have one name");
      }
    }
    return Value.object(attributes);
  }
}
