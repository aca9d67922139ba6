package vow.language.policy;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import vow.language.value.Value;

/** Values of any type as plain Java values: text, numbers, booleans, lists and maps. */
record Plain(Findings findings) {
  Object of(Value value) {
    return switch (value) {
      case Value.Text it -> it.text();
      case Value.Numeric it -> it.number();
      case Value.Bool it -> it.truth();
      case Value.ListValue it -> items(it.items());
      case Value.SetValue it -> items(it.items());
      case Value.Tuple it -> items(it.items());
      case Value.MapValue it -> entries(it.entries());
      case Value.ObjectValue it -> entries(it.attributes());
      case Value.Null _ -> "";
      case Value.Unknown _ -> {
        findings.incomplete();
        yield "";
      }
      case Value.Sensitive it -> {
        findings.sensitive();
        yield of(it.value());
      }
    };
  }

  private List<Object> items(List<Value> items) {
    return items.stream().map(this::of).toList();
  }

  private Map<String, Object> entries(Map<String, Value> entries) {
    var result = new LinkedHashMap<String, Object>();
    entries.forEach((name, value) -> {
      if (!value.isNull()) {
        result.put(name, of(value));
      }
    });
    return Collections.unmodifiableMap(result);
  }
}
