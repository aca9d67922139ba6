package vow.language.eval;

import static vow.language.value.BasicType.BOOL;
import static vow.language.value.BasicType.DYNAMIC;
import static vow.language.value.BasicType.NUMBER;
import static vow.language.value.BasicType.STRING;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import vow.language.value.Conversion;
import vow.language.value.Type;
import vow.language.value.Value;
import vow.language.value.Values;

/** The names that expressions in tests may use. */
final class World {
  private static final Type PERSON =
      Type.object(Map.of("name", STRING, "names", Type.list(STRING)));

  private World() {}

  static Scope scope() {
    return Scope.of(values(), functions());
  }

  static Map<String, Value> values() {
    var values = new HashMap<String, Value>();
    plain(values);
    nulls(values);
    unknowns(values);
    secrets(values);
    return values;
  }

  private static void plain(Map<String, Value> values) {
    values.put("text", Value.text("hello"));
    values.put("n", Value.number(5));
    values.put("zero", Value.number(0));
    values.put("yes", Values.TRUE);
    values.put("no", Values.FALSE);
    values.put("nl", Value.text("\n"));
    values.put("list", Value.list(STRING, texts("a", "b", "c")));
    values.put("numbers", Value.list(NUMBER, List.of(Value.number(3), Value.number(1))));
    values.put("empty_list", Value.list(STRING, List.of()));
    values.put("empty_set", Value.set(STRING, List.of()));
    values.put("empty_map", Value.map(STRING, Map.of()));
    values.put("set", Value.set(STRING, texts("b", "a", "b")));
    values.put("map", Value.map(NUMBER, Map.of("b", Value.number(2), "a", Value.number(1))));
    values.put("obj", person("Steve", "x", "y"));
    values.put("people", Value.list(PERSON, List.of(person("Steve", "x"), person("Erm", "y"))));
    values.put("person_set", Value.set(PERSON, List.of(person("Steve", "x"))));
    values.put("one_tuple_list", Value.list(Type.tuple(BOOL), List.of(Value.tuple(Values.TRUE))));
    values.put("no_tuple_list", Value.list(Type.tuple(), List.of(Values.EMPTY_TUPLE)));
    values.put("one_tuple_set", Value.set(Type.tuple(BOOL), List.of(Value.tuple(Values.TRUE))));
    values.put("no_tuple_set", Value.set(Type.tuple(), List.of(Values.EMPTY_TUPLE)));
    values.put("truths", Value.object(Map.of("true", Value.text("yes"))));
    values.put(
        "scalars",
        Value.list(
            Type.object(Map.of("scalar", STRING)),
            List.of(
                Value.object(Map.of("scalar", Value.text("foo"))),
                Value.object(Map.of("scalar", new Value.Null(STRING))))));
  }

  private static void nulls(Map<String, Value> values) {
    values.put("null_string", new Value.Null(STRING));
    values.put("null_number", new Value.Null(NUMBER));
    values.put("null_bool", new Value.Null(BOOL));
    values.put("null_list", new Value.Null(Type.list(PERSON)));
    values.put("null_set", new Value.Null(Type.set(STRING)));
    values.put("null_map", new Value.Null(Type.map(STRING)));
    values.put("null_object", new Value.Null(PERSON));
  }

  private static void unknowns(Map<String, Value> values) {
    values.put("unknown", Values.UNKNOWN);
    values.put("unknown_string", new Value.Unknown(STRING));
    values.put("unknown_number", new Value.Unknown(NUMBER));
    values.put("unknown_bool", new Value.Unknown(BOOL));
    values.put("unknown_list", new Value.Unknown(Type.list(STRING)));
    values.put("unknown_set", new Value.Unknown(Type.set(STRING)));
    values.put("unknown_map", new Value.Unknown(Type.map(NUMBER)));
    values.put("unknown_object", new Value.Unknown(PERSON));
    values.put("unknown_people", new Value.Unknown(Type.list(PERSON)));
    values.put(
        "unknown_tuple", new Value.Unknown(Type.tuple(PERSON, Type.object(Map.of("name", BOOL)))));
  }

  private static void secrets(Map<String, Value> values) {
    values.put("secret", Value.sensitive(Value.text("s3cret")));
    values.put("secret_b", Value.sensitive(Value.text("b")));
    values.put("secret_yes", Value.sensitive(Values.TRUE));
    values.put("secret_no", Value.sensitive(Values.FALSE));
    values.put("secret_number", Value.sensitive(Value.number(7)));
    values.put("secret_null", Value.sensitive(new Value.Null(STRING)));
    values.put("secret_unknown", Value.sensitive(new Value.Unknown(STRING)));
    values.put("secret_unknown_bool", Value.sensitive(new Value.Unknown(BOOL)));
    values.put("secret_list", Value.sensitive(Value.list(STRING, texts("a", "b"))));
    values.put("secret_map", Value.sensitive(Value.map(BOOL, Map.of("a", Values.TRUE))));
    values.put("secret_object", Value.sensitive(person("Eve", "z")));
    values.put("secret_unknown_people", Value.sensitive(new Value.Unknown(Type.list(PERSON))));
    values.put(
        "some_secrets",
        Value.list(STRING, List.of(Value.text("foo"), Value.sensitive(Value.text("bar")))));
    values.put(
        "part_secret",
        Value.object(Map.of("open", Value.text("o"), "key", Value.sensitive(Value.text("k")))));
  }

  private static List<Value> texts(String... texts) {
    var values = new ArrayList<Value>();
    for (var text : texts) {
      values.add(Value.text(text));
    }
    return values;
  }

  private static Value person(String name, String... names) {
    return Value.object(
        Map.of("name", Value.text(name), "names", Value.list(STRING, texts(names))));
  }

  static Map<String, Function> functions() {
    var functions = new HashMap<String, Function>();
    for (var function :
        List.of(
            Function.named("upper")
                .takes("text", STRING)
                .gives(STRING)
                .does(it -> Function.returned(upper(it.getFirst()))),
            Function.named("name::space")
                .takes("text", STRING)
                .gives(STRING)
                .does(it -> Function.returned(upper(it.getFirst()))),
            Function.named("same")
                .takes(Parameter.of("value", DYNAMIC).orNull().orUnknown().orSensitive())
                .does(it -> Function.returned(it.getFirst())),
            Function.named("first").takesMany("values", DYNAMIC).does(World::first),
            Function.named("count")
                .takesMany(Parameter.of("values", DYNAMIC).orNull().orUnknown())
                .gives(NUMBER)
                .does(it -> Function.returned(Value.number(it.size()))),
            Function.named("fails")
                .takesMany(Parameter.of("values", DYNAMIC))
                .does(it -> Function.failed(it.isEmpty() ? -1 : 0, "is never right")),
            conversion("tostring", STRING),
            conversion("tonumber", NUMBER),
            conversion("tobool", BOOL),
            conversion("tolist", Type.list(DYNAMIC)),
            conversion("toset", Type.set(DYNAMIC)),
            conversion("tomap", Type.map(DYNAMIC)),
            conversion("tonumbers", Type.list(NUMBER)))) {
      functions.put(function.name(), function);
    }
    return functions;
  }

  private static Value upper(Value text) {
    return text instanceof Value.Text it
        ? Value.text(it.text().toUpperCase(Locale.ROOT))
        : Values.UNKNOWN;
  }

  private static Function.Outcome first(List<Value> values) {
    return values.isEmpty()
        ? Function.failed("needs a value")
        : Function.returned(values.getFirst());
  }

  private static Function conversion(String name, Type type) {
    return Function.named(name)
        .takes(Parameter.of("value", DYNAMIC).orNull().orUnknown().orSensitive())
        .gives(type)
        .does(it -> converted(it.getFirst(), type));
  }

  private static Function.Outcome converted(Value value, Type type) {
    return switch (Conversion.convert(value, type)) {
      case Conversion.Converted it -> Function.returned(it.value());
      case Conversion.Refused it -> Function.failed(0, it.why());
    };
  }
}
