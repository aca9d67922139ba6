package vow.language.function;

import java.util.ArrayList;
import java.util.List;
import vow.language.value.BasicType;
import vow.language.value.Sensitivity;
import vow.language.value.Type;
import vow.language.value.Value;
import vow.language.value.Values;

/**
 * One tuple of the elements of nested sequences. Sensitive when one of the sequences is; elements
 * keep their own marks. Unknown when the length of one of the sequences is.
 */
final class Flattening {
  private final List<Value> elements = new ArrayList<>();
  private boolean isKnown = true;
  private boolean isSensitive;

  private Flattening() {}

  static Value of(Value value) {
    var type = value.type();
    if (type != BasicType.DYNAMIC && !Sequences.isSequence(type)) {
      throw new Refusal(0, "must be a list, a set or a tuple, not a " + type.describe());
    }
    Bounds.checkWeight(value);
    var flattening = new Flattening();
    flattening.add(value);
    var result = flattening.isKnown ? new Value.Tuple(flattening.elements) : Values.UNKNOWN;
    return Sensitivity.when(flattening.isSensitive, result);
  }

  private void add(Value value) {
    var shown = Sensitivity.shown(value);
    var items = Sequences.items(shown);
    if (items.isPresent()) {
      isSensitive |= value instanceof Value.Sensitive;
      items.get().forEach(this::add);
    } else if (shown instanceof Value.Unknown(Type type) && mayBeSequence(type)) {
      isSensitive |= value instanceof Value.Sensitive;
      isKnown = false;
    } else {
      elements.add(value);
      Bounds.checkElements(elements.size());
    }
  }

  private static boolean mayBeSequence(Type type) {
    return type == BasicType.DYNAMIC || Sequences.isSequence(type);
  }
}
