package vow.language.value;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What conversion makes of types, for values that are null, unknown or not there. */
final class TypeConversion {
  private TypeConversion() {}

  /**
   * Whether values of a type convert to another.
   *
   * @param safe only conversions that succeed for every value, as a number to a string
   */
  static boolean isPossible(Type from, Type to, boolean safe) {
    if (to == BasicType.DYNAMIC || from.equals(to)) {
      return true;
    }
    if (from == BasicType.DYNAMIC) {
      return !safe;
    }
    return switch (to) {
      case BasicType basic -> isPossible(from, basic, safe);
      case Type.ListType list -> isSequencePossible(from, list.element(), safe);
      case Type.SetType set -> isSequencePossible(from, set.element(), safe);
      case Type.MapType map -> isMapPossible(from, map.element(), safe);
      case Type.TupleType tuple -> isTuplePossible(from, tuple, safe);
      case Type.ObjectType object -> isObjectPossible(from, object, safe);
    };
  }

  private static boolean isPossible(Type from, BasicType to, boolean safe) {
    return to == BasicType.STRING
        ? from == BasicType.NUMBER || from == BasicType.BOOL
        : from == BasicType.STRING && !safe;
  }

  private static boolean isSequencePossible(Type from, Type element, boolean safe) {
    return switch (from) {
      case Type.ListType list -> isPossible(list.element(), element, safe);
      case Type.SetType set -> isPossible(set.element(), element, safe);
      case Type.TupleType tuple -> isEachPossible(tuple.elements(), element, safe);
      case Type.MapType _, Type.ObjectType _, BasicType _ -> false;
    };
  }

  private static boolean isEachPossible(Iterable<Type> parts, Type element, boolean safe) {
    for (var part : parts) {
      if (!isPossible(part, element, safe)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isMapPossible(Type from, Type element, boolean safe) {
    return switch (from) {
      case Type.MapType map -> isPossible(map.element(), element, safe);
      case Type.ObjectType object -> isEachPossible(object.attributes().values(), element, safe);
      case Type.ListType _, Type.SetType _, Type.TupleType _, BasicType _ -> false;
    };
  }

  private static boolean isTuplePossible(Type from, Type.TupleType to, boolean safe) {
    if (!(from instanceof Type.TupleType tuple)
        || tuple.elements().size() != to.elements().size()) {
      return false;
    }
    for (var i = 0; i < to.elements().size(); i++) {
      if (!isPossible(tuple.elements().get(i), to.elements().get(i), safe)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isObjectPossible(Type from, Type.ObjectType to, boolean safe) {
    return switch (from) {
      case Type.ObjectType object ->
          to.attributes().entrySet().stream()
              .allMatch(entry -> isAttributePossible(object, to, entry, safe));
      case Type.MapType map -> !safe && isEachFrom(map.element(), to.attributes().values());
      case Type.ListType _, Type.SetType _, Type.TupleType _, BasicType _ -> false;
    };
  }

  private static boolean isAttributePossible(
      Type.ObjectType from, Type.ObjectType to, Map.Entry<String, Type> wanted, boolean safe) {
    var given = from.attributes().get(wanted.getKey());
    return given == null
        ? to.optional().contains(wanted.getKey())
        : isPossible(given, wanted.getValue(), safe);
  }

  private static boolean isEachFrom(Type element, Iterable<Type> wanted) {
    for (var type : wanted) {
      if (!isPossible(element, type, false)) {
        return false;
      }
    }
    return true;
  }

  /** The type that a value gets, with what the target leaves open taken from the value's type. */
  static Type resolved(Type from, Type to) {
    if (!to.isDynamicInside()) {
      return concrete(to);
    }
    return switch (to) {
      case BasicType _ -> from;
      case Type.ListType list -> Type.list(resolvedElement(from, list.element()));
      case Type.SetType set -> Type.set(resolvedElement(from, set.element()));
      case Type.MapType map -> Type.map(resolvedElement(from, map.element()));
      case Type.TupleType tuple when from instanceof Type.TupleType given -> {
        var elements = new ArrayList<Type>();
        for (var i = 0; i < tuple.elements().size(); i++) {
          elements.add(resolved(given.elements().get(i), tuple.elements().get(i)));
        }
        yield new Type.TupleType(elements);
      }
      case Type.ObjectType object when from instanceof Type.ObjectType given -> {
        var attributes = new LinkedHashMap<String, Type>();
        object
            .attributes()
            .forEach((name, type) ->
                attributes.put(
                    name,
                    resolved(given.attributes().getOrDefault(name, BasicType.DYNAMIC), type)));
        yield Type.object(attributes);
      }
      case Type.TupleType _, Type.ObjectType _ -> concrete(to);
    };
  }

  private static Type resolvedElement(Type from, Type element) {
    Optional<Type> given =
        switch (from) {
          case Type.ListType list -> Optional.of(list.element());
          case Type.SetType set -> Optional.of(set.element());
          case Type.MapType map -> Optional.of(map.element());
          case Type.TupleType tuple -> Unification.unify(tuple.elements());
          case Type.ObjectType object ->
              Unification.unify(List.copyOf(object.attributes().values()));
          case BasicType _ -> Optional.empty();
        };
    return resolved(given.orElse(BasicType.DYNAMIC), element);
  }

  /** The type without optional attributes, which only constraints have. */
  static Type concrete(Type type) {
    return switch (type) {
      case BasicType basic -> basic;
      case Type.ListType list -> Type.list(concrete(list.element()));
      case Type.SetType set -> Type.set(concrete(set.element()));
      case Type.MapType map -> Type.map(concrete(map.element()));
      case Type.TupleType tuple ->
          new Type.TupleType(tuple.elements().stream().map(TypeConversion::concrete).toList());
      case Type.ObjectType object -> {
        var attributes = new LinkedHashMap<String, Type>();
        object.attributes().forEach((name, part) -> attributes.put(name, concrete(part)));
        yield Type.object(attributes);
      }
    };
  }

  static String whyNot(Type from, Type to) {
    if (from instanceof Type.ObjectType given && to instanceof Type.ObjectType wanted) {
      for (var entry : wanted.attributes().entrySet()) {
        if (!isAttributePossible(given, wanted, entry, false)) {
          var part = given.attributes().get(entry.getKey());
          return part == null
              ? "attribute \"" + entry.getKey() + "\" is required"
              : "attribute \"" + entry.getKey() + "\": " + whyNot(part, entry.getValue());
        }
      }
    }
    return to.phrase() + " is required, not " + from.phrase();
  }
}
