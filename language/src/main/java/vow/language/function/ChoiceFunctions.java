package vow.language.function;

import static vow.language.function.Bodies.body;
import static vow.language.function.Bodies.function;

import java.util.ArrayList;
import java.util.List;
import vow.language.eval.Function;
import vow.language.eval.Parameter;
import vow.language.value.BasicType;
import vow.language.value.Conversion;
import vow.language.value.Equality;
import vow.language.value.Sensitivity;
import vow.language.value.Type;
import vow.language.value.Unification;
import vow.language.value.Value;
import vow.language.value.Values;

/** Asking collections, and choosing from them. */
final class ChoiceFunctions {
  private ChoiceFunctions() {}

  static Function make(String name) {
    return switch (name) {
      case "alltrue" -> alltrue();
      case "anytrue" -> anytrue();
      case "coalesce" -> coalesce();
      case "coalescelist" -> coalescelist();
      case "contains" -> contains();
      case "index" -> index();
      case "length" -> length();
      case "one" -> one();
      default -> throw Family.missing(name);
    };
  }

  private static Function alltrue() {
    return function("alltrue", "Whether all elements are true; also of an empty list.")
        .takes(Parameter.of("list", Type.list(BasicType.BOOL)).orUnknown())
        .gives(BasicType.BOOL)
        .example("alltrue([true, false])", "false")
        .does(body(arguments -> all(arguments.shown(0))));
  }

  private static Value all(Value list) {
    for (var item : Sequences.items(list).orElse(List.of(list))) {
      if (item instanceof Value.Unknown) {
        return new Value.Unknown(BasicType.BOOL);
      }
      if (!item.equals(Values.TRUE)) {
        return Values.FALSE;
      }
    }
    return Values.TRUE;
  }

  private static Function anytrue() {
    return function("anytrue", "Whether at least one element is true.")
        .takes(Parameter.of("list", Type.list(BasicType.BOOL)).orUnknown())
        .gives(BasicType.BOOL)
        .example("anytrue([true, false])", "true")
        .does(body(arguments -> any(arguments.shown(0))));
  }

  private static Value any(Value list) {
    var items = Sequences.items(list).orElse(List.of(list));
    if (items.contains(Values.TRUE)) {
      return Values.TRUE;
    }
    return items.stream().anyMatch(Value.Unknown.class::isInstance)
        ? new Value.Unknown(BasicType.BOOL)
        : Values.FALSE;
  }

  private static Function coalesce() {
    return function(
            "coalesce",
            "The first of the values that is neither null nor an empty string. They are brought to"
                + " one type.")
        .takesMany(Parameter.of("values", BasicType.DYNAMIC).orNull().orUnknown())
        .example("coalesce(null, \"\", \"b\")", "\"b\"")
        .does(body(ChoiceFunctions::firstValue));
  }

  private static Value firstValue(Arguments arguments) {
    var types = new ArrayList<Type>();
    for (var value : arguments.values()) {
      if (value instanceof Value.Unknown(Type type) && type == BasicType.DYNAMIC) {
        return value; // its type is to have a say in everybody's
      }
      if (!(value instanceof Value.Null(Type type) && type == BasicType.DYNAMIC)) {
        types.add(value.type());
      }
    }
    var type =
        Unification.unify(types)
            .orElseThrow(() -> new Refusal("the values must have a type in common"));
    for (var i = 0; i < arguments.count(); i++) {
      var value =
          switch (Conversion.convert(arguments.value(i), type)) {
            case Conversion.Converted(Value converted) -> converted;
            case Conversion.Refused(String why) -> throw new Refusal(i, why);
          };
      if (value instanceof Value.Unknown) {
        return new Value.Unknown(type);
      }
      if (!(value instanceof Value.Null) && !value.equals(Values.EMPTY_TEXT)) {
        return value;
      }
    }
    throw new Refusal("all values are null or empty strings");
  }

  private static Function coalescelist() {
    return function("coalescelist", "The first of the lists or tuples that is not empty or null.")
        .takesMany(Parameter.of("lists", BasicType.DYNAMIC).orNull().orUnknown())
        .example("coalescelist([], [\"a\", \"b\"])", "[\"a\", \"b\"]")
        .does(body(ChoiceFunctions::firstList));
  }

  private static Value firstList(Arguments arguments) {
    if (arguments.count() == 0) {
      throw new Refusal("at least one list is required");
    }
    for (var i = 0; i < arguments.count(); i++) {
      var value = arguments.value(i);
      var type = value.type();
      var isOrdered = type instanceof Type.ListType || type instanceof Type.TupleType;
      if (!isOrdered && type != BasicType.DYNAMIC) {
        throw new Refusal(i, "must be a list or a tuple, not a " + type.describe());
      }
      if (value instanceof Value.Unknown) {
        return Values.UNKNOWN;
      }
      if (!Sequences.items(value).orElse(List.of()).isEmpty()) {
        return value;
      }
    }
    throw new Refusal("all lists are null or empty");
  }

  private static Function contains() {
    return function(
            "contains",
            "Whether the value is in the list, set or tuple. It must be of the elements' type:"
                + " \"1\" is not 1.")
        .takes(Parameter.of("list", BasicType.DYNAMIC).orUnknown())
        .takes(Parameter.of("value", BasicType.DYNAMIC).orNull().orUnknown())
        .gives(BasicType.BOOL)
        .example("contains([\"a\", \"b\"], \"b\")", "true")
        .does(body(ChoiceFunctions::isIn));
  }

  private static Value isIn(Arguments arguments) {
    if (arguments.shown(0) instanceof Value.Unknown) {
      return new Value.Unknown(BasicType.BOOL);
    }
    var wanted = arguments.value(1);
    Value verdict = Values.FALSE;
    for (var item : arguments.items(0)) {
      var equal = Equality.equal(item, wanted);
      if (equal.equals(Values.TRUE)) {
        return equal;
      }
      verdict = equal instanceof Value.Unknown ? equal : verdict;
    }
    return verdict;
  }

  private static Function index() {
    return function("index", "The index, from 0, of the first element that equals the value.")
        .takes(Parameter.of("list", BasicType.DYNAMIC).orUnknown())
        .takes(Parameter.of("value", BasicType.DYNAMIC).orUnknown())
        .gives(BasicType.NUMBER)
        .example("index([\"a\", \"b\", \"c\"], \"b\")", "1")
        .does(body(ChoiceFunctions::place));
  }

  private static Value place(Arguments arguments) {
    var list = arguments.shown(0);
    var type = list.type();
    if (list instanceof Value.Unknown) {
      return new Value.Unknown(BasicType.NUMBER);
    }
    if (!(type instanceof Type.ListType) && !(type instanceof Type.TupleType)) {
      throw new Refusal(0, "must be a list or a tuple, not a " + type.describe());
    }
    var items = arguments.items(0);
    for (var i = 0; i < items.size(); i++) {
      var equal = Equality.equal(items.get(i), arguments.value(1));
      if (equal instanceof Value.Unknown) {
        return new Value.Unknown(BasicType.NUMBER);
      }
      if (equal.equals(Values.TRUE)) {
        return Value.number(i);
      }
    }
    throw new Refusal(1, "is not in the list");
  }

  private static Function length() {
    return function(
            "length",
            "The number of elements of a collection, or of characters, as readers see them, of a"
                + " string.")
        .takes(ListFunctions.parts("value", BasicType.DYNAMIC))
        .gives(BasicType.NUMBER)
        .example("length([\"a\", \"b\"])", "2")
        .does(body(arguments -> Sensitivity.like(arguments.value(0), size(arguments.shown(0)))));
  }

  private static Value size(Value value) {
    return switch (value) {
      case Value.Text text -> Value.number(Graphemes.count(text.text()));
      case Value.ListValue list -> Value.number(list.items().size());
      case Value.SetValue set -> Value.number(set.items().size());
      case Value.Tuple tuple -> Value.number(tuple.items().size());
      case Value.MapValue map -> Value.number(map.entries().size());
      case Value.ObjectValue object -> Value.number(object.attributes().size());
      case Value.Unknown(Type.TupleType type) -> Value.number(type.elements().size());
      case Value.Unknown(Type.ObjectType type) -> Value.number(type.attributes().size());
      case Value.Unknown(Type type) when type != BasicType.NUMBER && type != BasicType.BOOL ->
          new Value.Unknown(BasicType.NUMBER);
      case Value.Numeric _, Value.Bool _, Value.Null _, Value.Unknown _, Value.Sensitive _ ->
          throw new Refusal(
              0, "must be a collection or a string, not a " + value.type().describe());
    };
  }

  private static Function one() {
    return function("one", "The only element of a list, set or tuple; null when it is empty.")
        .takes(Parameter.of("list", BasicType.DYNAMIC).orUnknown())
        .example("one([\"a\"])", "\"a\"")
        .does(body(ChoiceFunctions::only));
  }

  private static Value only(Arguments arguments) {
    var list = arguments.shown(0);
    if (list instanceof Value.Unknown(Type type)) {
      return new Value.Unknown(Sequences.element(type));
    }
    var items = arguments.items(0);
    return switch (items.size()) {
      case 0 -> new Value.Null(Sequences.element(list.type()));
      case 1 -> items.getFirst();
      default -> throw new Refusal(0, "must have no more than one element, not " + items.size());
    };
  }
}
