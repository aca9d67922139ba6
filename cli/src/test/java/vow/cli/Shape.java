package vow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import vow.agent.json.Json;

/**
 * The fields that a JSON object has, written as {@code "name:type other:type"}. Every one must be
 * there; others may be, as fields are only ever added. Types are {@code text}, {@code bool}, {@code
 * count} (a whole number from 0), {@code time} (RFC 3339, UTC, milliseconds), {@code id} ({@code
 * kind[name]}), {@code list}, {@code object}, and words with bars between them for one of these; a
 * question mark behind allows null.
 */
final class Shape {
  private static final String TIME = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z";
  private final Map<String, String> fields = new LinkedHashMap<>();

  private Shape(String notation) {
    for (var field : notation.strip().split("\\s+", -1)) {
      int colon = field.indexOf(':');
      fields.put(field.substring(0, colon), field.substring(colon + 1));
    }
  }

  static Shape of(String notation) {
    return new Shape(notation);
  }

  /** Fails when the value is no object with these fields; else gives it. */
  Map<String, @Nullable Object> check(@Nullable Object value) {
    var object = objectOf(value);
    var wrong = new ArrayList<String>();
    fields.forEach((name, type) -> {
      if (!object.containsKey(name)) {
        wrong.add(name + " is missing");
      } else if (!fits(object.get(name), type)) {
        wrong.add(name + " is no " + type + ": " + Json.write(object.get(name)));
      }
    });
    assertThat(wrong).as(Json.write(object)).isEmpty();
    return object;
  }

  /** The same for each value of a list, of which there is at least one. */
  List<Map<String, @Nullable Object>> checkEach(@Nullable Object values) {
    assertThat(values).isInstanceOf(List.class);
    var all = new ArrayList<Map<String, @Nullable Object>>();
    ((List<?>) Objects.requireNonNull(values)).forEach(v -> all.add(check(v)));
    assertThat(all).isNotEmpty();
    return all;
  }

  /** What is in a field that holds an object. */
  static Map<String, @Nullable Object> part(Map<String, @Nullable Object> object, String name) {
    return objectOf(object.get(name));
  }

  @SuppressWarnings("unchecked") // objects that were read from JSON have text keys
  private static Map<String, @Nullable Object> objectOf(@Nullable Object value) {
    assertThat(value).isInstanceOf(Map.class);
    return (Map<String, @Nullable Object>) Objects.requireNonNull(value);
  }

  private static boolean fits(@Nullable Object value, String type) {
    if (type.endsWith("?")) {
      return value == null || fits(value, type.substring(0, type.length() - 1));
    }
    return switch (type) {
      case "text" -> value instanceof String text && !text.isEmpty();
      case "bool" -> value instanceof Boolean;
      case "count" ->
          value instanceof BigDecimal n && n.signum() >= 0 && n.stripTrailingZeros().scale() <= 0;
      case "time" -> value instanceof String text && text.matches(TIME);
      case "id" -> value instanceof String text && text.matches("(?s)[a-z]+\\[.+\\]");
      case "list" -> value instanceof List<?>;
      case "object" -> value instanceof Map<?, ?>;
      default -> value instanceof String text && List.of(type.split("\\|", -1)).contains(text);
    };
  }
}
