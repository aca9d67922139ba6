package vow.language.function;

import java.util.ArrayList;
import java.util.List;
import vow.language.value.BasicType;
import vow.language.value.Conversion;
import vow.language.value.Sensitivity;
import vow.language.value.Type;
import vow.language.value.Unification;
import vow.language.value.Value;

/**
 * The Cartesian product of lists, sets and tuples: a set of tuples when one of them is a set, else
 * a list. Sensitive when one of them is; unknown when the length of one is.
 */
final class Product {
  private Product() {}

  static Value of(List<Value> sequences) {
    if (sequences.size() < 2) {
      throw new Refusal("at least two sets are required");
    }
    var elementTypes = new ArrayList<Type>();
    for (var sequence : sequences) {
      elementTypes.add(elementType(sequence.type(), elementTypes.size()));
    }
    var tuple = new Type.TupleType(elementTypes);
    var isSet = sequences.stream().anyMatch(sequence -> sequence.type() instanceof Type.SetType);
    var sensitive = sequences.stream().anyMatch(Value.Sensitive.class::isInstance);
    return Sensitivity.when(sensitive, product(sequences, tuple, isSet));
  }

  private static Type elementType(Type type, int argument) {
    return switch (type) {
      case Type.ListType list -> list.element();
      case Type.SetType set -> set.element();
      case Type.TupleType tuple ->
          Unification.unify(tuple.elements())
              .orElseThrow(() -> new Refusal(argument, "must have elements of one type"));
      case BasicType basic when basic == BasicType.DYNAMIC -> BasicType.DYNAMIC;
      case BasicType _, Type.MapType _, Type.ObjectType _ ->
          throw new Refusal(argument, "must be a set or a list, not a " + type.describe());
    };
  }

  private static Value product(List<Value> sequences, Type.TupleType tuple, boolean isSet) {
    var columns = new ArrayList<List<Value>>();
    var total = 1L;
    for (var sequence : sequences) {
      var items = Sequences.items(Sensitivity.shown(sequence));
      if (items.isEmpty()) {
        return new Value.Unknown(isSet ? Type.set(tuple) : Type.list(tuple));
      }
      columns.add(converted(items.get(), tuple.elements().get(columns.size())));
      total *= items.get().size();
      Bounds.checkElements(total);
    }
    Bounds.checkElements(total * columns.size());
    var rows = total == 0 ? List.<Value>of() : rows(columns);
    return isSet ? Value.set(tuple, rows) : Value.list(tuple, rows);
  }

  private static List<Value> converted(List<Value> items, Type type) {
    return items.stream()
        .map(item ->
            switch (Conversion.convert(item, type)) {
              case Conversion.Converted(Value value) -> value;
              case Conversion.Refused(String why) -> throw new Refusal(why);
            })
        .toList();
  }

  /** Counts through the columns, the last one fastest. */
  private static List<Value> rows(List<List<Value>> columns) {
    var rows = new ArrayList<Value>();
    var at = new int[columns.size()];
    while (true) {
      var row = new ArrayList<Value>(at.length);
      for (var i = 0; i < at.length; i++) {
        row.add(columns.get(i).get(at[i]));
      }
      rows.add(new Value.Tuple(row));
      var column = at.length - 1;
      while (column >= 0 && ++at[column] == columns.get(column).size()) {
        at[column--] = 0;
      }
      if (column < 0) {
        return rows;
      }
    }
  }
}
