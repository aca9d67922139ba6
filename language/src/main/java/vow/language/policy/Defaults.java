package vow.language.policy;

import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import vow.language.value.Value;

/**
 * What stands for optional attributes of an object that are missing or null.
 *
 * @param values by attribute
 * @param attributes defaults inside of attributes
 * @param elements defaults inside of each element, for lists, sets and maps
 */
record Defaults(
    Map<String, Value> values, Map<String, Defaults> attributes, Optional<Defaults> elements) {
  static final Defaults NONE = new Defaults(Map.of(), Map.of(), Optional.empty());

  static Defaults of(Map<String, Value> values, Map<String, Defaults> attributes) {
    return values.isEmpty() && attributes.isEmpty()
        ? NONE
        : new Defaults(values, attributes, Optional.empty());
  }

  boolean isEmpty() {
    return values.isEmpty() && attributes.isEmpty() && elements.isEmpty();
  }

  /** The same, for a collection of such objects. */
  Defaults ofElements() {
    return isEmpty() ? NONE : new Defaults(Map.of(), Map.of(), Optional.of(this));
  }

  /** The value with its missing parts; before it is converted to the type. */
  Value apply(Value value) {
    if (isEmpty()) {
      return value;
    }
    return switch (value) {
      case Value.Sensitive it -> Value.sensitive(apply(it.value()));
      case Value.ObjectValue it -> object(it.attributes());
      case Value.MapValue it -> object(it.entries());
      case Value.Tuple it -> items(it.items());
      case Value.ListValue it -> items(it.items());
      case Value.SetValue it -> items(it.items());
      case Value other -> other;
    };
  }

  private Value items(java.util.List<Value> items) {
    var result = new ArrayList<Value>();
    items.forEach(item -> result.add(elements.map(it -> it.apply(item)).orElse(item)));
    return new Value.Tuple(result);
  }

  private Value object(Map<String, Value> given) {
    var result = new TreeMap<>(given);
    if (elements.isPresent()) {
      result.replaceAll((_, value) -> elements.get().apply(value));
      return Value.object(result);
    }
    values.forEach((name, value) -> {
      var now = result.get(name);
      if (now == null || now.isNull()) {
        result.put(name, value);
      }
    });
    attributes.forEach(
        (name, inner) -> result.computeIfPresent(name, (_, value) -> inner.apply(value)));
    return Value.object(result);
  }
}
