package vow.language.function;

import static vow.language.function.Bodies.body;
import static vow.language.function.Bodies.function;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import vow.language.eval.Function;
import vow.language.eval.Parameter;
import vow.language.value.BasicType;
import vow.language.value.Conversion;
import vow.language.value.Sensitivity;
import vow.language.value.TextOrder;
import vow.language.value.Type;
import vow.language.value.Unification;
import vow.language.value.Value;
import vow.language.value.Values;

/** Maps and objects. */
final class MapFunctions {
  private static final Type ANY_LIST = Type.list(BasicType.DYNAMIC);
  private static final Type TEXT_LISTS = Type.map(Type.list(BasicType.STRING));

  private MapFunctions() {}

  static Function make(String name) {
    return switch (name) {
      case "keys" -> keys();
      case "lookup" -> lookup();
      case "matchkeys" -> matchkeys();
      case "merge" -> merge();
      case "transpose" -> transpose();
      case "values" -> values();
      case "zipmap" -> zipmap();
      default -> throw Family.missing(name);
    };
  }

  private static Function keys() {
    return function("keys", "The names in a map or object, in order.")
        .takes(ListFunctions.parts("map", BasicType.DYNAMIC))
        .example("keys({web = 80, api = 8080})", "[\"api\", \"web\"]")
        .does(body(arguments -> Sensitivity.like(arguments.value(0), names(arguments.shown(0)))));
  }

  private static Value names(Value map) {
    return switch (map) {
      case Value.MapValue known -> Value.list(BasicType.STRING, texts(known.entries().keySet()));
      case Value.ObjectValue known -> new Value.Tuple(texts(known.attributes().keySet()));
      case Value.Unknown(Type.MapType _) -> new Value.Unknown(Type.list(BasicType.STRING));
      case Value.Unknown(Type.ObjectType type) ->
          new Value.Tuple(texts(type.attributes().keySet()));
      case Value.Unknown(Type type) when type == BasicType.DYNAMIC -> Values.UNKNOWN;
      case Value other -> throw notMap(0, other);
    };
  }

  private static List<Value> texts(Collection<String> names) {
    return names.stream().map(Value::text).toList();
  }

  private static Refusal notMap(int argument, Value value) {
    return new Refusal(argument, "must be a map or an object, not a " + value.type().describe());
  }

  private static Function values() {
    return function("values", "The values of a map or object, in the order of their names.")
        .takes(ListFunctions.parts("map", BasicType.DYNAMIC))
        .example("values({web = 80, api = 8080})", "[8080, 80]")
        .does(
            body(arguments -> Sensitivity.like(arguments.value(0), elements(arguments.shown(0)))));
  }

  private static Value elements(Value map) {
    return switch (map) {
      case Value.MapValue known -> Value.list(known.element(), known.entries().values());
      case Value.ObjectValue known -> new Value.Tuple(List.copyOf(known.attributes().values()));
      case Value.Unknown(Type.MapType type) -> new Value.Unknown(Type.list(type.element()));
      case Value.Unknown(Type.ObjectType type) ->
          new Value.Unknown(new Type.TupleType(List.copyOf(type.attributes().values())));
      case Value.Unknown(Type type) when type == BasicType.DYNAMIC -> Values.UNKNOWN;
      case Value other -> throw notMap(0, other);
    };
  }

  private static Function lookup() {
    return function(
            "lookup",
            "The value of a name in a map or object, or the default when there is none; without a"
                + " default that is an error.")
        .takes(ListFunctions.parts("map", BasicType.DYNAMIC))
        .takes(ListFunctions.parts("name", BasicType.STRING))
        .takesMany(Parameter.of("default", BasicType.DYNAMIC).orNull().orUnknown().orSensitive())
        .example("lookup({web = 80}, \"api\", 8080)", "8080")
        .does(body(Lookup::of));
  }

  private static Function matchkeys() {
    return function(
            "matchkeys",
            "Those of the values whose key, at the same place in the list of keys, is one of the"
                + " wanted.")
        .takes(Parameter.of("values", ANY_LIST).orUnknown())
        .takes(Parameter.of("keys", ANY_LIST).orUnknown())
        .takes(Parameter.of("wanted", ANY_LIST).orUnknown())
        .gives(ANY_LIST)
        .example(
            "matchkeys([\"i-1\", \"i-2\"], [\"east\", \"west\"], [\"west\"])", "tolist([\"i-2\"])")
        .does(body(MapFunctions::matching));
  }

  private static Value matching(Arguments arguments) {
    if (!arguments.values().stream().allMatch(Value::isWhollyKnown)) {
      return new Value.Unknown(arguments.shown(0).type());
    }
    var values = arguments.items(0);
    var type = Unification.unify(List.of(arguments.shown(1).type(), arguments.shown(2).type()));
    if (type.isEmpty()) {
      throw new Refusal(2, "must have elements of the same type as the keys");
    }
    var keys = converted(arguments, 1, type.get());
    if (keys.size() != values.size()) {
      throw new Refusal(1, "must be as many as the values");
    }
    var wanted = new HashSet<>(converted(arguments, 2, type.get()));
    var matching = new ArrayList<Value>();
    for (var i = 0; i < values.size(); i++) {
      if (wanted.contains(keys.get(i))) {
        matching.add(values.get(i));
      }
    }
    return Value.list(Sequences.element(arguments.shown(0).type()), matching);
  }

  private static List<Value> converted(Arguments arguments, int index, Type type) {
    return switch (Conversion.convert(arguments.shown(index), type)) {
      case Conversion.Converted(Value value) -> Sequences.items(value).orElseThrow();
      case Conversion.Refused(String why) -> throw new Refusal(index, why);
    };
  }

  private static Function merge() {
    return function(
            "merge",
            "All entries of the maps or objects together; of entries with one name the last one"
                + " counts. Nulls are left out.")
        .takesMany(Parameter.of("maps", BasicType.DYNAMIC).orNull().orUnknown().orSensitive())
        .example("merge({a = 1, b = 2}, {b = 3})", "{a = 1, b = 3}")
        .does(body(arguments -> Merging.of(arguments.values())));
  }

  private static Function transpose() {
    return function(
            "transpose",
            "The map of lists turned around: each string that occurs in a list becomes a name, and"
                + " the names of the lists that it was in become its list.")
        .takes("map", TEXT_LISTS)
        .gives(TEXT_LISTS)
        .example(
            "transpose({ann = [\"adm\", \"web\"], bob = [\"web\"]})",
            "tomap({adm = tolist([\"ann\"]), web = tolist([\"ann\", \"bob\"])})")
        .does(body(arguments -> transposed((Value.MapValue) arguments.shown(0))));
  }

  private static Value transposed(Value.MapValue map) {
    var lists = new TreeMap<String, List<Value>>(TextOrder.COMPARATOR);
    for (var entry : map.entries().entrySet()) {
      if (!(entry.getValue() instanceof Value.ListValue list)) {
        throw new Refusal(0, "must not hold null");
      }
      for (var item : list.items()) {
        if (!(item instanceof Value.Text(String text))) {
          throw new Refusal(0, "must not hold null");
        }
        lists.computeIfAbsent(text, _ -> new ArrayList<>()).add(Value.text(entry.getKey()));
      }
    }
    var transposed = new TreeMap<String, Value>(TextOrder.COMPARATOR);
    lists.forEach((name, items) -> transposed.put(name, Value.list(BasicType.STRING, items)));
    return Value.map(Type.list(BasicType.STRING), transposed);
  }

  private static Function zipmap() {
    return function("zipmap", "A map or object from a list of names and as many values.")
        .takes("names", Type.list(BasicType.STRING))
        .takes(ListFunctions.parts("values", BasicType.DYNAMIC))
        .example("zipmap([\"web\", \"api\"], [80, 8080])", "{web = 80, api = 8080}")
        .does(body(arguments -> Sensitivity.like(arguments.value(1), zipped(arguments))));
  }

  private static Value zipped(Arguments arguments) {
    var names = arguments.items(0);
    var values = arguments.shown(1);
    var type = values.type();
    if (values instanceof Value.Unknown) {
      return new Value.Unknown(
          type instanceof Type.ListType list ? Type.map(list.element()) : BasicType.DYNAMIC);
    }
    if (!(values instanceof Value.ListValue) && !(values instanceof Value.Tuple)) {
      throw new Refusal(1, "must be a list or a tuple, not a " + type.describe());
    }
    var items = arguments.items(1);
    if (items.size() != names.size()) {
      throw new Refusal(1, "must be as many as the names: " + names.size());
    }
    Map<String, Value> zipped = new TreeMap<>(TextOrder.COMPARATOR);
    for (var i = 0; i < items.size(); i++) {
      if (!(names.get(i) instanceof Value.Text(String name))) {
        throw new Refusal(0, "element " + i + " is null");
      }
      zipped.put(name, items.get(i));
    }
    return values instanceof Value.ListValue list
        ? Value.map(list.element(), zipped)
        : Value.object(zipped);
  }
}
