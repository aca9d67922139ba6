package vow.language.function;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import vow.language.value.BasicType;
import vow.language.value.Conversion;
import vow.language.value.Sensitivity;
import vow.language.value.Type;
import vow.language.value.Unification;
import vow.language.value.Value;
import vow.language.value.Values;

/**
 * Lists and tuples one after the other: a list when all are lists whose elements have a type in
 * common, else a tuple. Sensitive when one of them is; elements keep their own marks.
 */
final class Concatenation {
  private Concatenation() {}

  static Value of(List<Value> sequences) {
    if (sequences.isEmpty()) {
      throw new Refusal("at least one list is required");
    }
    var types = new ArrayList<Type>();
    for (var sequence : sequences) {
      var type = sequence.type();
      var isOrdered = type instanceof Type.ListType || type instanceof Type.TupleType;
      if (type != BasicType.DYNAMIC && !isOrdered) {
        throw new Refusal(types.size(), "must be a list or a tuple, not a " + type.describe());
      }
      types.add(type);
    }
    var allLists = types.stream().allMatch(Type.ListType.class::isInstance);
    var common = allLists ? Unification.unify(types) : Optional.<Type>empty();
    var result =
        common.isPresent() && common.get() instanceof Type.ListType list
            ? list(sequences, list)
            : tuple(sequences);
    return Sensitivity.when(sequences.stream().anyMatch(Value.Sensitive.class::isInstance), result);
  }

  private static Value list(List<Value> sequences, Type.ListType type) {
    var all = new ArrayList<Value>();
    for (var i = 0; i < sequences.size(); i++) {
      switch (Conversion.convert(Sensitivity.shown(sequences.get(i)), type)) {
        case Conversion.Converted(Value.ListValue list) -> all.addAll(list.items());
        case Conversion.Converted _ -> {
          return new Value.Unknown(type);
        }
        case Conversion.Refused refused -> throw new Refusal(i, refused.why());
      }
      Bounds.checkElements(all.size());
    }
    return Value.list(type.element(), all);
  }

  private static Value tuple(List<Value> sequences) {
    var all = new ArrayList<Value>();
    for (var sequence : sequences) {
      var items = Sequences.items(Sensitivity.shown(sequence));
      if (items.isEmpty()) {
        return Values.UNKNOWN;
      }
      all.addAll(items.get());
      Bounds.checkElements(all.size());
    }
    return new Value.Tuple(all);
  }
}
