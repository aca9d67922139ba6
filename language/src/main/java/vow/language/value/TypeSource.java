package vow.language.value;

import java.util.stream.Collectors;

/** Writes types in the syntax of type constraints. */
final class TypeSource {
  private TypeSource() {}

  static String of(Type type) {
    return switch (type) {
      case BasicType.STRING -> "string";
      case BasicType.NUMBER -> "number";
      case BasicType.BOOL -> "bool";
      case BasicType.DYNAMIC -> "any";
      case Type.ListType list -> "list(" + of(list.element()) + ")";
      case Type.SetType set -> "set(" + of(set.element()) + ")";
      case Type.MapType map -> "map(" + of(map.element()) + ")";
      case Type.TupleType tuple ->
          tuple.elements().stream()
              .map(TypeSource::of)
              .collect(Collectors.joining(", ", "tuple([", "])"));
      case Type.ObjectType object ->
          object.attributes().entrySet().stream()
              .map(entry -> attribute(object, entry.getKey(), entry.getValue()))
              .collect(Collectors.joining(", ", "object({", "})"));
    };
  }

  private static String attribute(Type.ObjectType object, String name, Type type) {
    var optional = object.optional().contains(name);
    return name + " = " + (optional ? "optional(" + of(type) + ")" : of(type));
  }
}
