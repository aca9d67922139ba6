package vow.language.function;

import static vow.language.function.Bodies.body;
import static vow.language.function.Bodies.function;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import vow.language.eval.Function;
import vow.language.eval.Parameter;
import vow.language.value.BasicType;
import vow.language.value.Sensitivity;
import vow.language.value.TextOrder;
import vow.language.value.Type;
import vow.language.value.Value;

/** Lists: what keeps or makes an order. */
final class ListFunctions {
  /** As the reference implementation has it; more is nearly always a mistake. */
  private static final int MAX_RANGE = 1_024;

  private static final Type ANY_LIST = Type.list(BasicType.DYNAMIC);

  private ListFunctions() {}

  static Function make(String name) {
    return switch (name) {
      case "chunklist" -> chunklist();
      case "compact" -> compact();
      case "concat" -> concat();
      case "distinct" -> distinct();
      case "element" -> element();
      case "flatten" -> flatten();
      case "range" -> range();
      case "reverse" -> reverse();
      case "slice" -> slice();
      case "sort" -> sort();
      default -> throw Family.missing(name);
    };
  }

  /** A parameter for collections whose parts stay what they are: unknown or sensitive. */
  static Parameter parts(String name, Type type) {
    return Parameter.of(name, type).orUnknown().orSensitive();
  }

  private static Function chunklist() {
    return function(
            "chunklist",
            "The list cut into lists of a size; the last may be shorter. Size 0 means one chunk.")
        .takes(parts("list", ANY_LIST))
        .takes("size", BasicType.NUMBER)
        .gives(Type.list(ANY_LIST))
        .example(
            "chunklist([\"a\", \"b\", \"c\"], 2)",
            "tolist([tolist([\"a\", \"b\"]), tolist([\"c\"])])")
        .does(body(ListFunctions::chunks));
  }

  private static Value chunks(Arguments arguments) {
    var type = arguments.shown(0).type();
    var size = arguments.whole(1);
    if (size < 0) {
      throw new Refusal(1, "must not be negative");
    }
    if (!(arguments.shown(0) instanceof Value.ListValue list)) {
      return like(arguments, new Value.Unknown(Type.list(type)));
    }
    var items = list.items();
    var step = size == 0 ? Math.max(1, items.size()) : size;
    var chunks = new ArrayList<Value>();
    for (var start = 0; start < items.size(); start += Math.min(step, items.size() - start)) {
      var end = start + Math.min(step, items.size() - start);
      chunks.add(Value.list(list.element(), items.subList(start, end)));
    }
    return like(arguments, Value.list(type, chunks));
  }

  /** The result, sensitive when the first argument is. */
  private static Value like(Arguments arguments, Value result) {
    return Sensitivity.like(arguments.value(0), result);
  }

  private static Function compact() {
    return function("compact", "The list of strings without empty ones and nulls.")
        .takes("list", Type.list(BasicType.STRING))
        .gives(Type.list(BasicType.STRING))
        .example("compact([\"a\", \"\", \"b\", null])", "tolist([\"a\", \"b\"])")
        .does(
            body(arguments ->
                Value.list(
                    BasicType.STRING,
                    arguments.items(0).stream()
                        .filter(item -> item instanceof Value.Text text && !text.text().isEmpty())
                        .toList())));
  }

  private static Function concat() {
    return function("concat", "The lists or tuples one after the other, as one.")
        .takesMany(parts("lists", BasicType.DYNAMIC))
        .example("concat([\"a\"], [\"b\", \"c\"])", "[\"a\", \"b\", \"c\"]")
        .does(body(arguments -> Concatenation.of(arguments.values())));
  }

  private static Function distinct() {
    return function("distinct", "The list without repetitions: the first of equal elements stays.")
        .takes(Parameter.of("list", ANY_LIST).orUnknown())
        .gives(ANY_LIST)
        .example("distinct([\"a\", \"b\", \"a\"])", "tolist([\"a\", \"b\"])")
        .does(body(arguments -> differing(arguments.shown(0))));
  }

  private static Value differing(Value list) {
    return list.isWhollyKnown() && list instanceof Value.ListValue known
        ? Value.list(known.element(), new LinkedHashSet<>(known.items()))
        : new Value.Unknown(list.type());
  }

  private static Function element() {
    return function(
            "element",
            "The element at an index from 0, counting on from the start after the end, and from"
                + " the end when negative.")
        .takes(parts("list", BasicType.DYNAMIC))
        .takes("index", BasicType.NUMBER)
        .example("element([\"a\", \"b\", \"c\"], 4)", "\"b\"")
        .does(body(ListFunctions::elementAt));
  }

  private static Value elementAt(Arguments arguments) {
    var list = ordered(arguments);
    var index = arguments.whole(1);
    if (list instanceof Value.Unknown unknown) {
      return like(arguments, new Value.Unknown(Sequences.element(unknown.type())));
    }
    var items = arguments.items(0);
    if (items.isEmpty()) {
      throw new Refusal(0, "must not be empty");
    }
    return like(arguments, items.get(Math.floorMod(index, items.size())));
  }

  /** The first argument, which must be a list or tuple, or unknown. */
  private static Value ordered(Arguments arguments) {
    var value = arguments.shown(0);
    var type = value.type();
    if (type instanceof Type.SetType) {
      throw new Refusal(0, "must be a list or a tuple: the elements of a set have no order");
    }
    if (type != BasicType.DYNAMIC && !Sequences.isSequence(type)) {
      throw new Refusal(0, "must be a list or a tuple, not a " + type.describe());
    }
    return value;
  }

  private static Function flatten() {
    return function(
            "flatten",
            "A tuple of all elements, where lists, sets and tuples, however nested, are replaced"
                + " by their elements.")
        .takes(parts("list", BasicType.DYNAMIC))
        .example("flatten([[\"a\", []], [[\"b\"], \"c\"]])", "[\"a\", \"b\", \"c\"]")
        .does(body(arguments -> Flattening.of(arguments.value(0))));
  }

  private static Function range() {
    return function(
            "range",
            "Numbers from a start (0 unless given) up to but without a limit, by a step (1, or -1"
                + " downwards, unless given): range(limit), range(start, limit) or range(start,"
                + " limit, step). At most 1,024.")
        .takesMany("numbers", BasicType.NUMBER)
        .gives(Type.list(BasicType.NUMBER))
        .example("range(1, 8, 3)", "tolist([1, 4, 7])")
        .does(body(ListFunctions::numbers));
  }

  private static Value numbers(Arguments arguments) {
    if (arguments.count() < 1 || arguments.count() > 3) {
      throw new Refusal("one, two or three numbers are required");
    }
    var start = arguments.count() == 1 ? BigDecimal.ZERO : arguments.number(0);
    var limit = arguments.number(arguments.count() == 1 ? 0 : 1);
    var direction = limit.compareTo(start);
    var step = BigDecimal.valueOf(direction < 0 ? -1 : 1);
    if (arguments.count() == 3) {
      step = arguments.number(2);
      if (step.signum() == 0) {
        throw new Refusal(2, "must not be zero");
      }
      if (direction != 0 && direction != step.signum()) {
        throw new Refusal(1, "cannot be reached: the step has the wrong sign");
      }
    }
    var numbers = new ArrayList<Value>();
    for (var at = start; at.compareTo(limit) * step.signum() < 0; at = at.add(step)) {
      if (numbers.size() == MAX_RANGE) {
        throw new Refusal("the result would have more than " + MAX_RANGE + " numbers");
      }
      numbers.add(Value.number(at));
    }
    return Value.list(BasicType.NUMBER, numbers);
  }

  private static Function reverse() {
    return function("reverse", "The list or tuple in reverse order.")
        .takes(parts("list", BasicType.DYNAMIC))
        .example("reverse([1, 2, 3])", "[3, 2, 1]")
        .does(body(ListFunctions::reversed));
  }

  private static Value reversed(Arguments arguments) {
    var value = arguments.shown(0);
    var type = value.type();
    if (type != BasicType.DYNAMIC && !Sequences.isSequence(type)) {
      throw new Refusal(0, "must be a list or a tuple, not a " + type.describe());
    }
    Value result =
        switch (value) {
          case Value.Unknown _ ->
              new Value.Unknown(
                  type instanceof Type.TupleType tuple
                      ? new Type.TupleType(tuple.elements().reversed())
                      : type instanceof Type.SetType set ? Type.list(set.element()) : type);
          case Value.Tuple tuple -> new Value.Tuple(List.copyOf(tuple.items().reversed()));
          case Value other ->
              Value.list(Sequences.element(type), List.copyOf(arguments.items(0).reversed()));
        };
    return like(arguments, result);
  }

  private static Function slice() {
    return function(
            "slice", "The elements from a start index up to but without an end index, from 0.")
        .takes(parts("list", BasicType.DYNAMIC))
        .takes("start", BasicType.NUMBER)
        .takes("end", BasicType.NUMBER)
        .example("slice([\"a\", \"b\", \"c\", \"d\"], 1, 3)", "[\"b\", \"c\"]")
        .does(body(ListFunctions::sliced));
  }

  private static Value sliced(Arguments arguments) {
    var list = ordered(arguments);
    var start = arguments.whole(1);
    var end = arguments.whole(2);
    if (list instanceof Value.Unknown unknown) {
      var type = unknown.type() instanceof Type.ListType known ? known : BasicType.DYNAMIC;
      return like(arguments, new Value.Unknown(type));
    }
    var items = arguments.items(0);
    checkIndex(start, 1, items.size());
    checkIndex(end, 2, items.size());
    if (start > end) {
      throw new Refusal(1, "must not be greater than the end");
    }
    var part = items.subList(start, end);
    return like(
        arguments,
        list instanceof Value.ListValue typed
            ? Value.list(typed.element(), part)
            : new Value.Tuple(part));
  }

  private static void checkIndex(int index, int argument, int size) {
    if (index < 0 || index > size) {
      throw new Refusal(argument, "must be between 0 and the number of elements, " + size);
    }
  }

  private static Function sort() {
    return function("sort", "The list of strings in the order of their Unicode code points.")
        .takes("list", Type.list(BasicType.STRING))
        .gives(Type.list(BasicType.STRING))
        .example("sort([\"b\", \"a\", \"B\"])", "tolist([\"B\", \"a\", \"b\"])")
        .does(body(arguments -> sorted(arguments.items(0))));
  }

  private static Value sorted(List<Value> items) {
    var texts = new ArrayList<String>(items.size());
    for (var item : items) {
      if (!(item instanceof Value.Text(String text))) {
        throw new Refusal(0, "element " + texts.size() + " is null");
      }
      texts.add(text);
    }
    texts.sort(TextOrder.COMPARATOR);
    return Value.list(BasicType.STRING, texts.stream().map(Value::text).toList());
  }
}
