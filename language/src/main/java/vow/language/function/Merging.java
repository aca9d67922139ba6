package vow.language.function;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import vow.language.value.BasicType;
import vow.language.value.Sensitivity;
import vow.language.value.TextOrder;
import vow.language.value.Type;
import vow.language.value.Value;

/**
 * Maps and objects in one: a map when all are maps of one type, else an object. Sensitive when one
 * of them is; entries keep their own marks. Unknown when one of them is.
 */
final class Merging {
  private Merging() {}

  static Value of(List<Value> maps) {
    var types = new HashSet<Type>();
    for (var i = 0; i < maps.size(); i++) {
      var type = maps.get(i).type();
      if (type != BasicType.DYNAMIC && !Sequences.isMapping(type)) {
        throw new Refusal(i, "must be a map or an object, not a " + type.describe());
      }
      types.add(type);
    }
    var sensitive = maps.stream().anyMatch(Value.Sensitive.class::isInstance);
    return Sensitivity.when(sensitive, merged(maps, types));
  }

  private static Value merged(List<Value> maps, Set<Type> types) {
    var common = types.size() == 1 ? types.iterator().next() : BasicType.DYNAMIC;
    var merged = new TreeMap<String, Value>(TextOrder.COMPARATOR);
    for (var map : maps) {
      switch (Sensitivity.shown(map)) {
        case Value.MapValue known -> merged.putAll(known.entries());
        case Value.ObjectValue known -> merged.putAll(known.attributes());
        case Value.Unknown _ -> {
          return new Value.Unknown(common);
        }
        case Value _ -> {}
      }
      Bounds.checkElements(merged.size());
    }
    return common instanceof Type.MapType type
        ? Value.map(type.element(), merged)
        : Value.object(merged);
  }
}
