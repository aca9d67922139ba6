package vow.language.function;

import java.util.List;
import java.util.Map;
import vow.language.value.Numbers;
import vow.language.value.Value;

/**
 * Values as YAML in block style: strings in double quotes, or as literal blocks when they have
 * several lines; lists in maps are not indented further. What it writes is wholly known and without
 * marks. Source: yaml.org, YAML 1.2, chapter 8.
 */
final class YamlWriter {
  private static final int INDENT = 2;

  /** Longer names, in bytes, are written after a question mark. */
  private static final int MAX_SIMPLE_KEY_BYTES = 128;

  private final YamlOut out = new YamlOut();

  private YamlWriter() {}

  static String text(Value value) {
    Bounds.checkWeight(value);
    var writer = new YamlWriter();
    if (isEmpty(value) || !writer.isCollection(value)) {
      writer.scalar(value, INDENT, true);
    } else {
      writer.collection(value, 0, true);
    }
    writer.out.startLine(0);
    if (value instanceof Value.Numeric || value instanceof Value.Bool || value.isNull()) {
      writer.out.write("...\n");
    }
    return writer.out.text();
  }

  private boolean isCollection(Value value) {
    return Sequences.items(value).isPresent()
        || value instanceof Value.MapValue
        || value instanceof Value.ObjectValue;
  }

  private static boolean isEmpty(Value value) {
    return switch (value) {
      case Value.MapValue map -> map.entries().isEmpty();
      case Value.ObjectValue object -> object.attributes().isEmpty();
      case Value other -> Sequences.items(other).map(List::isEmpty).orElse(false);
    };
  }

  /**
   * A collection that is not empty.
   *
   * @param isInline its first line goes on where the writer stands
   */
  private void collection(Value value, int indent, boolean isInline) {
    switch (value) {
      case Value.MapValue map -> mapping(map.entries(), indent, isInline);
      case Value.ObjectValue object -> mapping(object.attributes(), indent, isInline);
      case Value other -> sequence(Sequences.items(other).orElseThrow(), indent, isInline);
    }
  }

  private void sequence(List<Value> items, int indent, boolean isInline) {
    var inline = isInline;
    for (var item : items) {
      if (!inline) {
        out.startLine(indent);
      }
      inline = false;
      out.write("-");
      nested(item, indent + INDENT);
    }
  }

  /** What goes on in the line of an indicator. */
  private void nested(Value value, int indent) {
    out.write(" ");
    if (isCollection(value) && !isEmpty(value)) {
      collection(value, indent, true);
    } else {
      scalar(value, indent, true);
    }
  }

  private void mapping(Map<String, Value> entries, int indent, boolean isInline) {
    var inline = isInline;
    for (var entry : entries.entrySet()) {
      if (!inline) {
        out.startLine(indent);
      }
      inline = false;
      var name = entry.getKey();
      if (YamlText.hasBreak(name) || YamlText.utf8Length(name) > MAX_SIMPLE_KEY_BYTES) {
        out.write("? ");
        YamlText.write(out, name, indent + INDENT, true);
        out.startLine(indent);
        out.write(":");
        nested(entry.getValue(), indent + INDENT);
      } else {
        YamlText.write(out, name, indent + INDENT, false);
        out.write(":");
        afterName(entry.getValue(), indent);
      }
    }
  }

  private void afterName(Value value, int indent) {
    if (isCollection(value) && !isEmpty(value)) {
      collection(value, Sequences.items(value).isPresent() ? indent : indent + INDENT, false);
    } else {
      out.write(" ");
      scalar(value, indent + INDENT, true);
    }
  }

  private void scalar(Value value, int indent, boolean mayBreak) {
    switch (value) {
      case Value.Null _ -> out.write("null");
      case Value.Bool bool -> out.write(Boolean.toString(bool.truth()));
      case Value.Numeric number -> out.write(Numbers.text(number.number()));
      case Value.Text text -> YamlText.write(out, text.text(), indent, mayBreak);
      case Value.ListValue _, Value.SetValue _, Value.Tuple _ -> out.write("[]");
      case Value.MapValue _, Value.ObjectValue _ -> out.write("{}");
      case Value.Unknown _, Value.Sensitive _ ->
          throw new IllegalStateException("unknown or marked value in YAML");
    }
  }
}
