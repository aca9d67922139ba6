package vow.language.value;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * One type for several values: what the branches of a conditional and the elements of a list have
 * in common. Source: hashicorp/hcl spec.md, "Type Unification", and what its evaluator does where
 * the text is silent.
 */
public final class Unification {
  private Unification() {}

  /** A type that all of them convert to, or empty when there is none. Of none: dynamic. */
  public static Optional<Type> unify(List<Type> types) {
    if (types.isEmpty()) {
      return Optional.of(BasicType.DYNAMIC);
    }
    var first = types.getFirst();
    if (types.stream().allMatch(first::equals)) {
      return Optional.of(first);
    }
    if (isOneKind(types)) {
      return structural(types);
    }
    var mixed = mixesObjectsAndTuples(types) ? Optional.<Type>empty() : structural(types);
    return mixed.isPresent() || mixesObjectsAndTuples(types) ? mixed : preferred(types);
  }

  /** Then there is nothing to choose between: their parts are unified, or nothing is. */
  private static boolean isOneKind(List<Type> types) {
    var kind = types.getFirst().getClass();
    return kind != BasicType.class && types.stream().allMatch(kind::isInstance);
  }

  private static boolean mixesObjectsAndTuples(List<Type> types) {
    return types.stream().anyMatch(Type.ObjectType.class::isInstance)
        && types.stream().anyMatch(Type.TupleType.class::isInstance);
  }

  /** A type made of the parts of all, when they are of one kind. */
  private static Optional<Type> structural(List<Type> types) {
    var known = types.stream().filter(type -> type != BasicType.DYNAMIC).toList();
    if (known.size() < types.size()) {
      // What is dynamic may turn out to be any of the kinds: nothing is decided yet.
      return known.stream().allMatch(Type::isPrimitive)
          ? Optional.empty()
          : Optional.of(BasicType.DYNAMIC);
    }
    return switch (known.getFirst()) {
      case Type.MapType _, Type.ObjectType _ -> named(known);
      case Type.ListType _, Type.TupleType _ -> sequence(known);
      case Type.SetType _ when all(known, Type.SetType.class) -> collection(known, Type::set);
      case Type.SetType _, BasicType _ -> Optional.empty();
    };
  }

  private static Optional<Type> named(List<Type> types) {
    if (all(types, Type.ObjectType.class)) {
      return objects(types.stream().map(Type.ObjectType.class::cast).toList());
    }
    return types.stream()
            .allMatch(type -> type instanceof Type.MapType || type instanceof Type.ObjectType)
        ? collection(types, Type::map)
        : Optional.empty();
  }

  private static Optional<Type> sequence(List<Type> types) {
    if (all(types, Type.TupleType.class)) {
      return tuples(types.stream().map(Type.TupleType.class::cast).toList());
    }
    return types.stream()
            .allMatch(type -> type instanceof Type.ListType || type instanceof Type.TupleType)
        ? collection(types, Type::list)
        : Optional.empty();
  }

  private static boolean all(List<Type> types, Class<? extends Type> kind) {
    return types.stream().allMatch(kind::isInstance);
  }

  private static Optional<Type> collection(List<Type> types, Function<Type, Type> kind) {
    var parts = new ArrayList<Type>();
    for (var type : types) {
      switch (type) {
        case Type.ListType list -> parts.add(list.element());
        case Type.SetType set -> parts.add(set.element());
        case Type.MapType map -> parts.add(map.element());
        case Type.TupleType tuple -> parts.addAll(tuple.elements());
        case Type.ObjectType object -> parts.addAll(object.attributes().values());
        case BasicType basic -> parts.add(basic);
      }
    }
    return unify(parts).map(kind);
  }

  private static Optional<Type> objects(List<Type.ObjectType> types) {
    var names = types.getFirst().attributes().keySet();
    if (!types.stream().allMatch(type -> type.attributes().keySet().equals(names))) {
      return collection(List.copyOf(types), Type::map);
    }
    var attributes = new LinkedHashMap<String, Type>();
    for (var name : names) {
      var parts = new ArrayList<Type>();
      for (var type : types) {
        parts.add(type.attributes().getOrDefault(name, BasicType.DYNAMIC));
      }
      var part = unify(parts);
      if (part.isEmpty()) {
        return Optional.empty();
      }
      attributes.put(name, part.get());
    }
    return Optional.of(Type.object(attributes));
  }

  private static Optional<Type> tuples(List<Type.TupleType> types) {
    var count = types.getFirst().elements().size();
    if (!types.stream().allMatch(type -> type.elements().size() == count)) {
      return collection(List.copyOf(types), Type::list);
    }
    var elements = new ArrayList<Type>(count);
    for (var i = 0; i < count; i++) {
      var index = i;
      var part = unify(types.stream().map(type -> type.elements().get(index)).toList());
      if (part.isEmpty()) {
        return Optional.empty();
      }
      elements.add(part.get());
    }
    return Optional.of(new Type.TupleType(elements));
  }

  /** The first of the given types, the most general first, that all others convert to. */
  private static Optional<Type> preferred(List<Type> types) {
    return types.stream()
        .sorted(Comparator.comparingInt(Unification::preference))
        .filter(
            wanted -> types.stream().allMatch(it -> TypeConversion.isPossible(it, wanted, false)))
        .findFirst();
  }

  private static int preference(Type type) {
    return switch (type) {
      case BasicType.STRING -> 0;
      case BasicType.NUMBER, BasicType.BOOL -> 1;
      case Type.ListType _ -> 2;
      case Type.SetType _ -> 3;
      case Type.TupleType _ -> 4;
      case Type.MapType _ -> 2;
      case Type.ObjectType _ -> 3;
      case BasicType.DYNAMIC -> 5;
    };
  }
}
