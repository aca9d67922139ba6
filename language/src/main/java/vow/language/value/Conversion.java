package vow.language.value;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Brings values to a type. Numbers and bools become strings and back, tuples become lists and sets,
 * objects become maps and back, lists become sets and back; the dynamic type accepts anything.
 * Source: hashicorp/hcl spec.md, "Type Conversions and Unification".
 */
public final class Conversion {
  /** What became of a value. */
  public sealed interface Result {}

  public record Converted(Value value) implements Result {}

  /**
   * The type has no place for it.
   *
   * @param why a clause that says what is required and where, never showing a sensitive value:
   *     {@code attribute "port": a number is required, not "x"}
   */
  public record Refused(String why) implements Result {}

  private Conversion() {}

  /** The value as the type; sensitive parts stay sensitive. */
  public static Result convert(Value value, Type target) {
    return convert(value, target, false);
  }

  private static Result convert(Value value, Type target, boolean hidden) {
    return isAlready(value, target) ? new Converted(value) : convertOther(value, target, hidden);
  }

  private static boolean isAlready(Value value, Type target) {
    return target instanceof BasicType basic
        && switch (basic) {
          case DYNAMIC -> true;
          case STRING -> value instanceof Value.Text;
          case NUMBER -> value instanceof Value.Numeric;
          case BOOL -> value instanceof Value.Bool;
        };
  }

  private static Result convertOther(Value value, Type target, boolean hidden) {
    return switch (value) {
      case Value.Sensitive sensitive -> marked(convert(sensitive.value(), target, true));
      case Value.Null none -> placeholder(none.type(), target, Value.Null::new);
      case Value.Unknown unknown -> placeholder(unknown.type(), target, Value.Unknown::new);
      case Value.Text _,
          Value.Numeric _,
          Value.Bool _,
          Value.ListValue _,
          Value.SetValue _,
          Value.MapValue _,
          Value.Tuple _,
          Value.ObjectValue _ ->
          switch (target) {
            case BasicType basic -> BasicConversion.convert(value, basic, hidden);
            case Type.ListType list -> list(value, list, hidden);
            case Type.SetType set -> set(value, set, hidden);
            case Type.MapType map -> map(value, map, hidden);
            case Type.TupleType tuple -> tuple(value, tuple, hidden);
            case Type.ObjectType object -> object(value, object, hidden);
          };
    };
  }

  private static Result marked(Result result) {
    return switch (result) {
      case Converted converted -> new Converted(Value.sensitive(converted.value()));
      case Refused refused -> refused;
    };
  }

  private interface Placeholder {
    Value of(Type type);
  }

  private static Result placeholder(Type from, Type target, Placeholder make) {
    return TypeConversion.isPossible(from, target, false)
        ? new Converted(make.of(TypeConversion.resolved(from, target)))
        : refused(from, target);
  }

  private static Result list(Value value, Type.ListType target, boolean hidden) {
    if (value instanceof Value.ListValue list && list.element().equals(target.element())) {
      return new Converted(value);
    }
    var items = items(value);
    return items.isEmpty()
        ? refused(value.type(), target)
        : elements(items.get(), elementType(value), target.element(), hidden, Value::list);
  }

  private static Result set(Value value, Type.SetType target, boolean hidden) {
    if (value instanceof Value.SetValue set && set.element().equals(target.element())) {
      return new Converted(value);
    }
    var items = items(value);
    return items.isEmpty()
        ? refused(value.type(), target)
        : elements(items.get(), elementType(value), target.element(), hidden, Value::set);
  }

  private static Optional<List<Value>> items(Value value) {
    return switch (value) {
      case Value.ListValue list -> Optional.of(list.items());
      case Value.SetValue set -> Optional.of(set.items());
      case Value.Tuple tuple -> Optional.of(tuple.items());
      case Value _ -> Optional.empty();
    };
  }

  private static Type elementType(Value value) {
    return switch (value) {
      case Value.ListValue list -> list.element();
      case Value.SetValue set -> set.element();
      case Value.MapValue map -> map.element();
      case Value _ -> BasicType.DYNAMIC;
    };
  }

  private interface Collected {
    Value of(Type element, Collection<Value> items);
  }

  private static Result elements(
      List<Value> items, Type from, Type target, boolean hidden, Collected make) {
    if (items.isEmpty()) {
      return TypeConversion.isPossible(from, target, false)
          ? new Converted(make.of(TypeConversion.resolved(from, target), List.of()))
          : refused(from, target);
    }
    var converted = new ArrayList<Value>(items.size());
    for (var item : items) {
      switch (convert(item, target, hidden)) {
        case Converted it -> converted.add(it.value());
        case Refused it -> {
          return new Refused("element " + converted.size() + ": " + it.why());
        }
      }
    }
    return uniform(converted, target, hidden, make);
  }

  /** Brings the elements to one type where the target leaves it open, as list(any) does. */
  private static Result uniform(List<Value> items, Type target, boolean hidden, Collected make) {
    if (!target.isDynamicInside()) {
      return new Converted(make.of(TypeConversion.concrete(target), items));
    }
    // A literal null is of any type: it has no say in what the others have in common.
    var decided = items.stream().filter(item -> !isLiteralNull(item)).map(Value::type).toList();
    var type = Unification.unify(decided);
    if (type.isEmpty()) {
      return new Refused("all elements must have one type");
    }
    // An element that turns out to be text makes text of numbers and bools.
    boolean open = decided.contains(BasicType.DYNAMIC) && type.get() != BasicType.STRING;
    var common = open ? BasicType.DYNAMIC : type.get();
    if (common.isDynamicInside()) {
      var known = items.stream().allMatch(Value::isWhollyKnown);
      var result = make.of(common, items);
      return new Converted(known ? result : new Value.Unknown(result.type()));
    }
    return elements(items, BasicType.DYNAMIC, common, hidden, make);
  }

  private static boolean isLiteralNull(Value value) {
    return Sensitivity.shown(value).equals(Values.NULL);
  }

  private static Result map(Value value, Type.MapType target, boolean hidden) {
    return switch (value) {
      case Value.MapValue map when map.element().equals(target.element()) -> new Converted(map);
      case Value.MapValue map -> entries(map.entries(), map.element(), target.element(), hidden);
      case Value.ObjectValue object ->
          entries(object.attributes(), BasicType.DYNAMIC, target.element(), hidden);
      case Value other -> refused(other.type(), target);
    };
  }

  private static Result entries(
      Map<String, Value> entries, Type from, Type target, boolean hidden) {
    var names = List.copyOf(entries.keySet());
    var result = elements(List.copyOf(entries.values()), from, target, hidden, Value::list);
    return switch (result) {
      case Converted(Value.ListValue list) -> {
        var converted = new TreeMap<String, Value>(TextOrder.COMPARATOR);
        for (var i = 0; i < names.size(); i++) {
          converted.put(names.get(i), list.items().get(i));
        }
        yield new Converted(Value.map(list.element(), converted));
      }
      case Converted _ -> new Converted(new Value.Unknown(Type.map(BasicType.DYNAMIC)));
      case Refused refused -> named(refused, names);
    };
  }

  /** Elements of maps are known by name, not by number. */
  private static Refused named(Refused refused, List<String> names) {
    var why = refused.why();
    var colon = why.indexOf(':');
    if (!why.startsWith("element ") || colon < 0) {
      return refused;
    }
    var index = Integer.parseInt(why.substring("element ".length(), colon));
    return new Refused("element \"" + names.get(index) + "\"" + why.substring(colon));
  }

  private static Result tuple(Value value, Type.TupleType target, boolean hidden) {
    if (!(value instanceof Value.Tuple tuple)) {
      return refused(value.type(), target);
    }
    var count = tuple.items().size();
    if (count != target.elements().size()) {
      return new Refused(
          "a tuple of " + target.elements().size() + " is required, not of " + count);
    }
    var converted = new ArrayList<Value>(count);
    for (var i = 0; i < count; i++) {
      switch (convert(tuple.items().get(i), target.elements().get(i), hidden)) {
        case Converted it -> converted.add(it.value());
        case Refused it -> {
          return new Refused("element " + i + ": " + it.why());
        }
      }
    }
    return new Converted(new Value.Tuple(converted));
  }

  private static Result object(Value value, Type.ObjectType target, boolean hidden) {
    var parts =
        switch (value) {
          case Value.ObjectValue object -> Optional.of(object.attributes());
          case Value.MapValue map -> Optional.of(map.entries());
          case Value _ -> Optional.<Map<String, Value>>empty();
        };
    return parts.isEmpty() ? refused(value.type(), target) : object(parts.get(), target, hidden);
  }

  private static Result object(Map<String, Value> parts, Type.ObjectType target, boolean hidden) {
    var converted = new TreeMap<String, Value>(TextOrder.COMPARATOR);
    for (var attribute : target.attributes().entrySet()) {
      var name = attribute.getKey();
      var part = parts.get(name);
      if (part == null) {
        if (!target.optional().contains(name)) {
          return new Refused("attribute \"" + name + "\" is required");
        }
        converted.put(name, new Value.Null(TypeConversion.concrete(attribute.getValue())));
        continue;
      }
      switch (convert(part, attribute.getValue(), hidden)) {
        case Converted it -> converted.put(name, it.value());
        case Refused it -> {
          return new Refused("attribute \"" + name + "\": " + it.why());
        }
      }
    }
    return new Converted(Value.object(converted));
  }

  static Refused refused(Type from, Type target) {
    return new Refused(TypeConversion.whyNot(from, target));
  }
}
