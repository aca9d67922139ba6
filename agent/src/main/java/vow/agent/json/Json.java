package vow.agent.json;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * JSON as plain values: maps in order, lists, text, {@link BigDecimal}, booleans, null. Reading is
 * bounded in depth and length, so that no file or message can exhaust the machine.
 */
public final class Json {
  /** Deepest nesting that is read. */
  public static final int MAX_DEPTH = 100;

  /** Longest text value that is read, in characters. */
  public static final int MAX_TEXT_LENGTH = 64 << 20;

  private Json() {}

  /** Reads one value; empty when the text is not exactly one JSON value within the limits. */
  public static Optional<Object> parse(String text) {
    return JsonReader.parse(text);
  }

  /** Reads one object; empty when the text is anything else. */
  @SuppressWarnings("unchecked") // the parser makes maps with text keys only
  public static Optional<Map<String, @Nullable Object>> parseObject(String text) {
    return parse(text).filter(Map.class::isInstance).map(m -> (Map<String, @Nullable Object>) m);
  }

  /** Writes a value on one line, without a line end. */
  public static String write(@Nullable Object value) {
    var out = new StringBuilder();
    JsonText.append(out, value);
    return out.toString();
  }
}
