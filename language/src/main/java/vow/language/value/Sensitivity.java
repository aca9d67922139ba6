package vow.language.value;

import java.util.Collection;
import java.util.TreeMap;

/** Taking the mark off before computing, and putting it back on what was computed. */
public final class Sensitivity {
  private Sensitivity() {}

  /** The value without its own mark; parts of it keep theirs. */
  public static Value shown(Value value) {
    return value instanceof Value.Sensitive sensitive ? sensitive.value() : value;
  }

  /** The value without any mark, in its parts neither. */
  public static Value shownDeep(Value value) {
    if (!value.isSensitiveInside()) {
      return value;
    }
    return switch (shown(value)) {
      case Value.ListValue list -> Value.list(list.element(), shownAll(list.items()));
      case Value.SetValue set -> set;
      case Value.Tuple tuple -> new Value.Tuple(shownAll(tuple.items()));
      case Value.MapValue map -> {
        var entries = new TreeMap<String, Value>(TextOrder.COMPARATOR);
        map.entries().forEach((name, part) -> entries.put(name, shownDeep(part)));
        yield Value.map(map.element(), entries);
      }
      case Value.ObjectValue object -> {
        var attributes = new TreeMap<String, Value>(TextOrder.COMPARATOR);
        object.attributes().forEach((name, part) -> attributes.put(name, shownDeep(part)));
        yield Value.object(attributes);
      }
      case Value.Text text -> text;
      case Value.Numeric number -> number;
      case Value.Bool bool -> bool;
      case Value.Null none -> none;
      case Value.Unknown unknown -> unknown;
      case Value.Sensitive sensitive -> throw new IllegalStateException("mark inside a mark");
    };
  }

  private static Items shownAll(Collection<Value> items) {
    return Items.of(items.stream().map(Sensitivity::shownDeep).toList());
  }

  /** The result, marked when the source is marked itself. */
  public static Value like(Value source, Value result) {
    return source instanceof Value.Sensitive ? Value.sensitive(result) : result;
  }

  /** The result, marked when the condition holds. */
  public static Value when(boolean sensitive, Value result) {
    return sensitive ? Value.sensitive(result) : result;
  }
}
