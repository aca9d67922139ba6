package vow.language.function;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import vow.language.eval.Function;
import vow.language.eval.Parameter;
import vow.language.value.BasicType;
import vow.language.value.Type;
import vow.language.value.Value;
import vow.language.value.Values;

/** Arguments for any function: mostly of the right type, and often ones that mean something. */
final class ArgumentSamples {
  private static final List<String> TEXTS =
      List.of(
          "",
          "a",
          "b,c",
          "Ab 1\n",
          "noël",
          "2026-01-31T08:05:00Z",
          "1h30m",
          "10.0.0.0/8",
          "2001:db8::/32",
          "[1, \"a\"]",
          "{\"a\": {\"b\": null}}",
          "a: [1, yes]",
          "a,b\n1,2",
          "motd",
          "greeting.tmpl",
          "sites",
          "*.conf",
          "YYYY-MM",
          "%s-%v",
          "%05.1f",
          "(a)|b",
          "/a/",
          "dns",
          "UTF-8",
          "Zm9v",
          "true",
          "12",
          "0.5",
          "hello ${name}");

  private final Random random;

  ArgumentSamples(Random random) {
    this.random = random;
  }

  /** As many as the function takes, mostly. */
  List<Value> arguments(Function function) {
    var arguments = new ArrayList<Value>();
    for (var parameter : function.parameters()) {
      arguments.add(argument(parameter));
    }
    if (function.variadic().isPresent()) {
      for (var i = random.nextInt(4); i > 0; i--) {
        arguments.add(argument(function.variadic().get()));
      }
    }
    return arguments;
  }

  private Value argument(Parameter parameter) {
    return random.nextInt(20) == 0 ? any(2) : of(parameter.type(), 2);
  }

  private Value of(Type type, int depth) {
    return switch (type) {
      case BasicType.STRING -> text();
      case BasicType.NUMBER -> number();
      case BasicType.BOOL -> Value.bool(random.nextBoolean());
      case BasicType.DYNAMIC -> any(depth);
      case Type.ListType list -> Value.list(same(list.element()), items(same(list.element())));
      case Type.SetType set -> Value.set(same(set.element()), items(same(set.element())));
      case Type.MapType map -> map(same(map.element()));
      case Type.TupleType _, Type.ObjectType _ -> any(depth);
    };
  }

  /** A list of anything is one of texts here, so that its elements have one type. */
  private static Type same(Type element) {
    return element == BasicType.DYNAMIC ? BasicType.STRING : element;
  }

  private List<Value> items(Type type) {
    var items = new ArrayList<Value>();
    for (var i = random.nextInt(4); i > 0; i--) {
      items.add(of(type, 0));
    }
    return items;
  }

  private Value map(Type element) {
    return Value.map(element, Map.of("a", of(element, 0), "name", of(element, 0)));
  }

  private Value any(int depth) {
    return switch (random.nextInt(depth > 0 ? 10 : 4)) {
      case 0, 1 -> text();
      case 2 -> number();
      case 3 -> random.nextBoolean() ? Values.NULL : Values.TRUE;
      case 4 -> new Value.Tuple(List.of(any(depth - 1), any(depth - 1)));
      case 5 -> random.nextBoolean() ? Values.EMPTY_TUPLE : Values.EMPTY_OBJECT;
      case 6 -> of(Type.list(BasicType.STRING), 0);
      case 7 -> of(Type.set(BasicType.NUMBER), 0);
      case 8 -> map(BasicType.STRING);
      default -> Value.object(Map.of("name", any(depth - 1), "ports", any(depth - 1)));
    };
  }

  private Value text() {
    return Value.text(TEXTS.get(random.nextInt(TEXTS.size())));
  }

  private Value number() {
    return switch (random.nextInt(6)) {
      case 0 -> Value.number(0);
      case 1 -> Value.number(-1);
      case 2 -> Value.number(new BigDecimal("2.5"));
      case 3 -> Value.number(new BigDecimal("1e40"));
      default -> Value.number(random.nextInt(20));
    };
  }
}
