package vow.agent.json;

import java.math.BigDecimal;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Plain values as JSON text: a start writes thousands of lines, each by another thread. */
final class JsonText {
  private static final HexFormat HEX = HexFormat.of();

  private JsonText() {}

  static void append(StringBuilder out, @Nullable Object value) {
    switch (value) {
      case null -> out.append("null");
      case String text -> text(out, text);
      case BigDecimal number -> out.append(number.toPlainString());
      case Boolean _, Integer _, Long _ -> out.append(value);
      case Double number -> number(out, number);
      case Optional<?> optional -> append(out, optional.orElse(null));
      case Map<?, ?> map -> object(out, map);
      case Iterable<?> list -> array(out, list);
      default -> text(out, value.toString());
    }
  }

  private static void number(StringBuilder out, double number) {
    if (Double.isFinite(number)) {
      out.append(number);
    } else {
      text(out, Double.toString(number)); // JSON has no word for it
    }
  }

  private static void object(StringBuilder out, Map<?, ?> map) {
    char before = '{';
    for (var entry : map.entrySet()) {
      out.append(before);
      text(out, String.valueOf(entry.getKey()));
      out.append(':');
      append(out, entry.getValue());
      before = ',';
    }
    out.append(map.isEmpty() ? "{}" : "}");
  }

  private static void array(StringBuilder out, Iterable<?> list) {
    char before = '[';
    for (var element : list) {
      out.append(before);
      append(out, element);
      before = ',';
    }
    out.append(before == '[' ? "[]" : "]");
  }

  private static void text(StringBuilder out, String text) {
    out.append('"');
    int from = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ' || c == '"' || c == '\\') {
        out.append(text, from, i);
        escaped(out, c);
        from = i + 1;
      }
    }
    out.append(text, from, text.length()).append('"');
  }

  private static void escaped(StringBuilder out, char c) {
    switch (c) {
      case '"', '\\' -> out.append('\\').append(c);
      case '\n' -> out.append("\\n");
      case '\t' -> out.append("\\t");
      case '\r' -> out.append("\\r");
      case '\b' -> out.append("\\b");
      case '\f' -> out.append("\\f");
      default -> out.append("\\u").append(HEX.toHexDigits(c).toUpperCase(java.util.Locale.ROOT));
    }
  }
}
