package vow.language.value;

import java.util.HashMap;

/** Types of values. */
final class Types {
  private Types() {}

  static Type of(Value.ObjectValue object) {
    var types = HashMap.<String, Type>newHashMap(object.attributes().size());
    object.attributes().forEach((name, value) -> types.put(name, value.type()));
    return Type.object(types);
  }
}
