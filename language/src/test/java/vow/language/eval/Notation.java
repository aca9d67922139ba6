package vow.language.eval;

import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import vow.language.value.BasicType;
import vow.language.value.Numbers;
import vow.language.value.Type;
import vow.language.value.Value;

/**
 * Writes values so that all that matters is seen: {@code list[..]}, {@code set[..]}, {@code
 * map{..}} beside JSON's tuples and objects, {@code unknown(string)}, {@code null(string)}, {@code
 * sensitive(..)}.
 */
final class Notation {
  private Notation() {}

  static String of(Value value) {
    return switch (value) {
      case Value.Text text -> quoted(text.text());
      case Value.Numeric number -> Numbers.text(number.number());
      case Value.Bool bool -> Boolean.toString(bool.truth());
      case Value.ListValue list -> "list" + items(list.items(), list.element());
      case Value.SetValue set -> "set" + items(set.items(), set.element());
      case Value.Tuple tuple -> items(tuple.items(), BasicType.DYNAMIC);
      case Value.MapValue map -> "map" + entries(map.entries());
      case Value.ObjectValue object -> entries(object.attributes());
      case Value.Null none -> "null" + type(none.type());
      case Value.Unknown unknown -> "unknown" + type(unknown.type());
      case Value.Sensitive sensitive -> "sensitive(" + of(sensitive.value()) + ")";
    };
  }

  private static String type(Type type) {
    return type == BasicType.DYNAMIC ? "" : "(" + type.source() + ")";
  }

  private static String items(List<Value> items, Type element) {
    if (items.isEmpty() && element != BasicType.DYNAMIC) {
      return type(element) + "[]";
    }
    var text = new StringJoiner(",", "[", "]");
    items.forEach(item -> text.add(of(item)));
    return text.toString();
  }

  private static String entries(Map<String, Value> entries) {
    var text = new StringJoiner(",", "{", "}");
    entries.forEach((name, value) -> text.add(quoted(name) + ":" + of(value)));
    return text.toString();
  }

  private static String quoted(String text) {
    return '"'
        + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n").replace("\t", "\\t")
        + '"';
  }
}
