package vow.language.function;

import java.util.Iterator;
import java.util.Map;
import vow.language.value.Numbers;
import vow.language.value.Value;

/**
 * Values as JSON on one line: names in order, numbers in plain decimals, and in strings also those
 * characters escaped that would break HTML around them. What it writes is wholly known and without
 * marks. Source: RFC 8259.
 */
final class JsonWriter {
  private static final String HEX = "0123456789abcdef";

  private final StringBuilder out = new StringBuilder();

  private JsonWriter() {}

  static String text(Value value) {
    Bounds.checkWeight(value);
    var writer = new JsonWriter();
    writer.write(value);
    return writer.out.toString();
  }

  private void write(Value value) {
    switch (value) {
      case Value.Null _ -> out.append("null");
      case Value.Bool bool -> out.append(bool.truth());
      case Value.Numeric number -> out.append(Numbers.text(number.number()));
      case Value.Text text -> writeText(text.text());
      case Value.ListValue list -> writeItems(list.items());
      case Value.SetValue set -> writeItems(set.items());
      case Value.Tuple tuple -> writeItems(tuple.items());
      case Value.MapValue map -> writeEntries(map.entries());
      case Value.ObjectValue object -> writeEntries(object.attributes());
      case Value.Unknown _, Value.Sensitive _ ->
          throw new IllegalStateException("unknown or marked value in JSON");
    }
    Bounds.checkText(out.length());
  }

  private void writeItems(Iterable<Value> items) {
    out.append('[');
    var separator = "";
    for (var item : items) {
      out.append(separator);
      write(item);
      separator = ",";
    }
    out.append(']');
  }

  private void writeEntries(Map<String, Value> entries) {
    out.append('{');
    Iterator<Map.Entry<String, Value>> all = entries.entrySet().iterator();
    while (all.hasNext()) {
      var entry = all.next();
      writeText(entry.getKey());
      out.append(':');
      write(entry.getValue());
      if (all.hasNext()) {
        out.append(',');
      }
    }
    out.append('}');
  }

  private void writeText(String text) {
    out.append('"');
    for (var i = 0; i < text.length(); i++) {
      writeChar(text.charAt(i));
    }
    out.append('"');
  }

  private void writeChar(char c) {
    switch (c) {
      case '"' -> out.append("\\\"");
      case '\\' -> out.append("\\\\");
      case '\n' -> out.append("\\n");
      case '\r' -> out.append("\\r");
      case '\t' -> out.append("\\t");
      case '\b' -> out.append("\\b");
      case '\f' -> out.append("\\f");
      case '<', '>', '&', '\u2028', '\u2029' -> writeEscape(c);
      default -> {
        if (c < ' ') {
          writeEscape(c);
        } else {
          out.append(c);
        }
      }
    }
  }

  private void writeEscape(char c) {
    out.append("\\u");
    for (var shift = 12; shift >= 0; shift -= 4) {
      out.append(HEX.charAt((c >> shift) & 0xf));
    }
  }
}
