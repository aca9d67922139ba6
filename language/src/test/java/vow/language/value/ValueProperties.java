package vow.language.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ValueProperties {
  private static final int VALUES_PER_SEED = 30;
  private static final int MAX_DEPTH = 3;

  @ParameterizedTest
  @MethodSource("vow.testkit.Seeds#seeds")
  void ordersValuesTotallyAndConsistentlyWithEquality(long seed) {
    var values = values(new Random(seed));
    for (var a : values) {
      for (var b : values) {
        var order = ValueOrder.COMPARATOR.compare(a, b);
        assertThat(ValueOrder.COMPARATOR.compare(b, a)).isEqualTo(-order);
        if (a.type().equals(b.type())) {
          assertThat(order == 0).as("%s and %s", a, b).isEqualTo(a.equals(b));
        }
      }
    }
    // The library's sort throws where an order contradicts itself.
    assertThat(values.stream().sorted(ValueOrder.COMPARATOR)).hasSameSizeAs(values);
  }

  @ParameterizedTest
  @MethodSource("vow.testkit.Seeds#seeds")
  void turnsNumbersAndBoolsToStringsAndBack(long seed) {
    var random = new Random(seed);
    for (var i = 0; i < VALUES_PER_SEED; i++) {
      var value = random.nextBoolean() ? Value.bool(random.nextBoolean()) : number(random);

      var text = converted(value, BasicType.STRING);

      assertThat(converted(text, value.type())).isEqualTo(value);
    }
  }

  @ParameterizedTest
  @MethodSource("vow.testkit.Seeds#seeds")
  void convertsEveryValueToItsOwnType(long seed) {
    for (var value : values(new Random(seed))) {
      assertThat(converted(value, value.type())).as("%s", value).isEqualTo(value);
      assertThat(TypeConversion.isPossible(value.type(), value.type(), true)).isTrue();
    }
  }

  @ParameterizedTest
  @MethodSource("vow.testkit.Seeds#seeds")
  void convertsToWhatItUnifies(long seed) {
    var values = values(new Random(seed));
    for (var a : values) {
      for (var b : values) {
        var type = Unification.unify(List.of(a.type(), b.type()));
        if (type.isPresent() && !type.get().isDynamicInside()) {
          // A string among them may still be no number; but the type of the result is certain.
          assertThat(Conversion.convert(a, type.get()))
              .as("%s and %s as %s", a, b, type.get())
              .matches(it -> it instanceof Conversion.Refused || isOf(it, type.get()));
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("vow.testkit.Seeds#seeds")
  void neverLosesAMark(long seed) {
    var values = values(new Random(seed));
    for (var value : values) {
      var secret = Value.sensitive(value);
      for (var other : values) {
        assertThat(Equality.equal(secret, other)).isInstanceOf(Value.Sensitive.class);
        if (Conversion.convert(secret, other.type()) instanceof Conversion.Converted it) {
          assertThat(it.value()).isInstanceOf(Value.Sensitive.class);
        }
      }
      assertThat(Value.tuple(value, secret).isSensitiveInside()).isTrue();
      assertThat(Sensitivity.shownDeep(Value.tuple(secret))).isEqualTo(Value.tuple(value));
    }
  }

  @ParameterizedTest
  @MethodSource("vow.testkit.Seeds#seeds")
  void findsEqualWhatIsEqual(long seed) {
    for (var value : values(new Random(seed))) {
      var verdict = Equality.equal(value, value);
      assertThat(verdict)
          .isEqualTo(value.isWhollyKnown() ? Values.TRUE : new Value.Unknown(BasicType.BOOL));
      assertThat(Equality.equal(value, Value.tuple(value, value))).isNotEqualTo(Values.TRUE);
    }
  }

  private static boolean isOf(Conversion.Result result, Type type) {
    return result instanceof Conversion.Converted it && it.value().type().equals(type);
  }

  private static Value converted(Value value, Type type) {
    return switch (Conversion.convert(value, type)) {
      case Conversion.Converted it -> it.value();
      case Conversion.Refused it -> throw new AssertionError(it.why());
    };
  }

  private static List<Value> values(Random random) {
    var values = new ArrayList<Value>();
    for (var i = 0; i < VALUES_PER_SEED; i++) {
      values.add(value(random, 0));
    }
    return values;
  }

  private static Value number(Random random) {
    return Value.number(
        new BigDecimal(new BigInteger(random.nextInt(100), random), random.nextInt(20)));
  }

  private static Value value(Random random, int depth) {
    return switch (random.nextInt(depth < MAX_DEPTH ? 9 : 5)) {
      case 0 -> Value.text(List.of("", "a", "b", "1", "true", "é", "😀").get(random.nextInt(7)));
      case 1 -> random.nextBoolean() ? Value.number(random.nextInt(3)) : number(random);
      case 2 -> Value.bool(random.nextBoolean());
      case 3 -> new Value.Null(random.nextBoolean() ? BasicType.STRING : BasicType.NUMBER);
      case 4 -> new Value.Unknown(BasicType.STRING);
      case 5 -> new Value.Tuple(items(random, depth));
      case 6 -> Value.list(BasicType.STRING, texts(random));
      case 7 -> Value.set(BasicType.STRING, texts(random));
      default -> {
        var attributes = new HashMap<String, Value>();
        items(random, depth).forEach(it -> attributes.put("k" + attributes.size(), it));
        yield random.nextBoolean()
            ? Value.object(attributes)
            : Value.map(BasicType.STRING, new HashMap<>(texts(random, attributes)));
      }
    };
  }

  private static Map<String, Value> texts(Random random, Map<String, Value> like) {
    var texts = new HashMap<String, Value>();
    like.keySet().forEach(name -> texts.put(name, Value.text("v" + random.nextInt(2))));
    return texts;
  }

  private static List<Value> items(Random random, int depth) {
    var items = new ArrayList<Value>();
    for (var i = random.nextInt(3); i > 0; i--) {
      items.add(value(random, depth + 1));
    }
    return items;
  }

  private static List<Value> texts(Random random) {
    var texts = new ArrayList<Value>();
    for (var i = random.nextInt(3); i > 0; i--) {
      texts.add(Value.text("t" + random.nextInt(3)));
    }
    return texts;
  }
}
