package vow.language.function;

import java.util.Optional;
import vow.language.value.BasicType;
import vow.language.value.Conversion;
import vow.language.value.Sensitivity;
import vow.language.value.Type;
import vow.language.value.Value;

/** A value by name from a map or object, or a default. Sensitive when the map or the name is. */
final class Lookup {
  private Lookup() {}

  static Value of(Arguments arguments) {
    if (arguments.count() > 3) {
      throw new Refusal("two or three arguments are required, not " + arguments.count());
    }
    var map = arguments.shown(0);
    var type = map.type();
    if (type != BasicType.DYNAMIC && !Sequences.isMapping(type)) {
      throw new Refusal(0, "must be a map or an object, not a " + type.describe());
    }
    var found = found(arguments, map, type);
    return Sensitivity.when(arguments.isSensitive(0) || arguments.isSensitive(1), found);
  }

  private static Value found(Arguments arguments, Value map, Type type) {
    var fallback =
        arguments.count() == 3 ? Optional.of(fallback(arguments, type)) : Optional.<Value>empty();
    if (map instanceof Value.Unknown || arguments.shown(1) instanceof Value.Unknown) {
      return new Value.Unknown(Sequences.element(type));
    }
    var name = arguments.text(1);
    var found =
        switch (map) {
          case Value.MapValue known -> known.entries().get(name);
          case Value.ObjectValue known -> known.attributes().get(name);
          case Value _ -> null;
        };
    if (found != null) {
      return found;
    }
    return fallback.orElseThrow(() ->
        new Refusal(
            1,
            arguments.isSensitive(1)
                ? "names nothing in the map"
                : "names nothing in the map: \"" + name + "\""));
  }

  /** The default, as an element of the map. */
  private static Value fallback(Arguments arguments, Type type) {
    var fallback = arguments.value(2);
    if (!(type instanceof Type.MapType map)) {
      return fallback;
    }
    return switch (Conversion.convert(fallback, map.element())) {
      case Conversion.Converted(Value value) -> value;
      case Conversion.Refused(String why) ->
          throw new Refusal(2, "must be of the type of the map's elements: " + why);
    };
  }
}
