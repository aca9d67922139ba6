package vow.language.value;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The type of a {@link Value}, or a constraint that {@link Conversion} brings values to. Immutable,
 * any thread. Source: hashicorp/hcl spec.md, "Types".
 */
public sealed interface Type
    permits BasicType, Type.ListType, Type.SetType, Type.MapType, Type.TupleType, Type.ObjectType {
  /** Values of one type, in order. */
  record ListType(Type element) implements Type {}

  /** Different values of one type; they are kept sorted. */
  record SetType(Type element) implements Type {}

  /** Values of one type by name. */
  record MapType(Type element) implements Type {}

  /** A fixed number of values, each of its own type. */
  record TupleType(List<Type> elements) implements Type {
    public TupleType {
      elements = List.copyOf(elements);
    }
  }

  /**
   * Named values, each of its own type.
   *
   * @param attributes sorted by name
   * @param optional names that may be missing in what is converted to this type; they become null.
   *     Only in constraints: the type of a value has none
   */
  record ObjectType(Map<String, Type> attributes, Set<String> optional) implements Type {
    public ObjectType {
      var sorted = new TreeMap<String, Type>(TextOrder.COMPARATOR);
      sorted.putAll(attributes);
      attributes = Collections.unmodifiableMap(sorted);
      optional =
          optional.isEmpty() ? Set.of() : Collections.unmodifiableSet(new TreeSet<>(optional));
    }
  }

  static Type list(Type element) {
    return new ListType(element);
  }

  static Type set(Type element) {
    return new SetType(element);
  }

  static Type map(Type element) {
    return new MapType(element);
  }

  static Type tuple(Type... elements) {
    return new TupleType(List.of(elements));
  }

  static Type object(Map<String, Type> attributes) {
    return new ObjectType(attributes, Set.of());
  }

  /** A string, number or bool. */
  default boolean isPrimitive() {
    return this instanceof BasicType basic && basic != BasicType.DYNAMIC;
  }

  /** The dynamic type occurs in it, so that a value of it may still turn out to be anything. */
  default boolean isDynamicInside() {
    return switch (this) {
      case BasicType basic -> basic == BasicType.DYNAMIC;
      case ListType list -> list.element().isDynamicInside();
      case SetType set -> set.element().isDynamicInside();
      case MapType map -> map.element().isDynamicInside();
      case TupleType tuple -> tuple.elements().stream().anyMatch(Type::isDynamicInside);
      case ObjectType object ->
          object.attributes().values().stream().anyMatch(Type::isDynamicInside);
    };
  }

  /**
   * As a user would say it in a sentence: {@code list of string}, {@code object}, {@code tuple}.
   */
  default String describe() {
    return switch (this) {
      case BasicType.STRING -> "string";
      case BasicType.NUMBER -> "number";
      case BasicType.BOOL -> "bool";
      case BasicType.DYNAMIC -> "any type";
      case ListType list -> "list of " + list.element().describe();
      case SetType set -> "set of " + set.element().describe();
      case MapType map -> "map of " + map.element().describe();
      case TupleType _ -> "tuple";
      case ObjectType _ -> "object";
    };
  }

  /**
   * With its article, as in {@code a list of string is required}: {@code a list}, {@code an
   * object}.
   */
  default String phrase() {
    return switch (this) {
      case ListType list when list.element() == BasicType.DYNAMIC -> "a list";
      case SetType set when set.element() == BasicType.DYNAMIC -> "a set";
      case MapType map when map.element() == BasicType.DYNAMIC -> "a map";
      case ObjectType _ -> "an object";
      case BasicType basic when basic == BasicType.DYNAMIC -> "any type";
      case BasicType _, ListType _, SetType _, MapType _, TupleType _ -> "a " + describe();
    };
  }

  /** As it is written in a policy: {@code list(string)}, {@code object({a = number})}. */
  default String source() {
    return TypeSource.of(this);
  }
}
