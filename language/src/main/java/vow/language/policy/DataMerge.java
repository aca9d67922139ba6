package vow.language.policy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import vow.language.value.Sensitivity;
import vow.language.value.Value;

/** Puts the layers together. */
final class DataMerge {
  private DataMerge() {}

  /** What {@code data} is. */
  static Map<String, Value> of(List<Data.Layer> layers, Map<String, Data.Rule> rules) {
    var all = new LinkedHashMap<String, List<Value>>();
    for (var layer : layers) {
      layer
          .entries()
          .forEach(
              (key, entry) -> all.computeIfAbsent(key, _ -> new ArrayList<>()).add(entry.value()));
    }
    var merged = new TreeMap<String, Value>();
    all.forEach(
        (key, values) -> merged.put(key, merged(values, rules.getOrDefault(key, Data.Rule.FIRST))));
    return merged;
  }

  private static Value merged(List<Value> values, Data.Rule rule) {
    return switch (rule) {
      case FIRST -> values.getFirst();
      case DEEP -> deep(values);
      case UNIQUE -> unique(values);
    };
  }

  private static Value deep(List<Value> values) {
    var merged = values.getFirst();
    for (var lower : values.subList(1, values.size())) {
      merged = deep(merged, lower);
    }
    return merged;
  }

  private static Value deep(Value upper, Value lower) {
    if (upper instanceof Value.Sensitive || lower instanceof Value.Sensitive) {
      return Value.sensitive(deep(Sensitivity.shown(upper), Sensitivity.shown(lower)));
    }
    if (!(upper instanceof Value.ObjectValue(var above))
        || !(lower instanceof Value.ObjectValue(var below))) {
      return upper;
    }
    var merged = new TreeMap<>(below);
    above.forEach(
        (key, value) -> merged.merge(key, value, (underneath, _) -> deep(value, underneath)));
    return Value.object(merged);
  }

  private static Value unique(List<Value> values) {
    var items = new ArrayList<Value>();
    boolean sensitive = false;
    for (var value : values) {
      sensitive |= value instanceof Value.Sensitive;
      if (!(Sensitivity.shown(value) instanceof Value.Tuple(var some))) {
        return values.getFirst();
      }
      some.stream().filter(item -> !items.contains(item)).forEach(items::add);
    }
    var all = new Value.Tuple(List.copyOf(items));
    return sensitive ? Value.sensitive(all) : all;
  }
}
