package vow.language.function;

import java.util.List;
import java.util.Optional;
import vow.language.value.BasicType;
import vow.language.value.Type;
import vow.language.value.Value;

/** What lists, sets and tuples have in common. */
final class Sequences {
  private Sequences() {}

  /** The elements; empty when it is none of the three, or null, or unknown. */
  static Optional<List<Value>> items(Value value) {
    return switch (value) {
      case Value.ListValue list -> Optional.of(list.items());
      case Value.SetValue set -> Optional.of(set.items());
      case Value.Tuple tuple -> Optional.of(tuple.items());
      case Value.Text _,
          Value.Numeric _,
          Value.Bool _,
          Value.MapValue _,
          Value.ObjectValue _,
          Value.Null _,
          Value.Unknown _,
          Value.Sensitive _ ->
          Optional.empty();
    };
  }

  /** The type is one of the three. */
  static boolean isSequence(Type type) {
    return type instanceof Type.ListType
        || type instanceof Type.SetType
        || type instanceof Type.TupleType;
  }

  /** The type is a map's or an object's. */
  static boolean isMapping(Type type) {
    return type instanceof Type.MapType || type instanceof Type.ObjectType;
  }

  /** The type of the elements of a list, set or map; else dynamic. */
  static Type element(Type type) {
    return switch (type) {
      case Type.ListType list -> list.element();
      case Type.SetType set -> set.element();
      case Type.MapType map -> map.element();
      case Type.TupleType _, Type.ObjectType _, BasicType _ -> BasicType.DYNAMIC;
    };
  }

  static Value unknown(Type type) {
    return new Value.Unknown(type);
  }
}
