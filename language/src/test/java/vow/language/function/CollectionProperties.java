package vow.language.function;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import vow.language.eval.Function;
import vow.language.value.BasicType;
import vow.language.value.Type;
import vow.language.value.Value;
import vow.language.value.ValueOrder;

class CollectionProperties {
  private final Functions functions = new Functions(FunctionFiles.NONE);

  private Value call(String name, Value... arguments) {
    var outcome = functions.find(name).orElseThrow().call(List.of(arguments));
    assertThat(outcome).isInstanceOf(Function.Returned.class);
    return ((Function.Returned) outcome).value();
  }

  private static List<Value> items(Value value) {
    return Sequences.items(value).orElseThrow();
  }

  @ParameterizedTest
  @MethodSource("vow.testkit.Seeds#seeds")
  void setsObeyTheLawsOfSets(long seed) {
    var samples = new ValueSamples(new Random(seed));
    var a = samples.wordSet();
    var b = samples.wordSet();
    var c = samples.wordSet();

    assertThat(call("setunion", a, b)).isEqualTo(call("setunion", b, a));
    assertThat(call("setintersection", a, b)).isEqualTo(call("setintersection", b, a));
    assertThat(call("setunion", a, a)).isEqualTo(a);
    assertThat(call("setunion", a, b, c)).isEqualTo(call("setunion", call("setunion", a, b), c));
    assertThat(call("setintersection", a, call("setunion", b, c)))
        .isEqualTo(call("setunion", call("setintersection", a, b), call("setintersection", a, c)));
    assertThat(call("setunion", call("setsubtract", a, b), call("setintersection", a, b)))
        .isEqualTo(a);
    assertThat(items(call("setproduct", a, b))).hasSize(items(a).size() * items(b).size());
  }

  @ParameterizedTest
  @MethodSource("vow.testkit.Seeds#seeds")
  void listsAreTakenApartAndPutTogether(long seed) {
    var random = new Random(seed);
    var list = new ValueSamples(random).wordList();
    var size = items(list).size();
    var cut = Value.number(size == 0 ? 0 : random.nextInt(size));
    var zero = Value.number(0);

    assertThat(call("reverse", call("reverse", list))).isEqualTo(list);
    assertThat(items(call("sort", list)))
        .isSortedAccordingTo(ValueOrder.COMPARATOR)
        .containsExactlyInAnyOrderElementsOf(items(list));
    assertThat(items(call("distinct", list)))
        .doesNotHaveDuplicates()
        .containsExactlyInAnyOrderElementsOf(new HashSet<>(items(list)));
    assertThat(items(call("flatten", call("chunklist", list, Value.number(1 + random.nextInt(3))))))
        .isEqualTo(items(list));
    assertThat(
            call(
                "concat",
                call("slice", list, zero, cut),
                call("slice", list, cut, Value.number(size))))
        .isEqualTo(list);
    assertThat(call("length", list)).isEqualTo(Value.number(size));
  }

  @ParameterizedTest
  @MethodSource("vow.testkit.Seeds#seeds")
  void textsAreSplitAndJoined(long seed) {
    var samples = new ValueSamples(new Random(seed));
    var text = Value.text(samples.text());
    var comma = Value.text(",");

    assertThat(call("join", comma, call("split", comma, text))).isEqualTo(text);
    assertThat(call("replace", text, comma, comma)).isEqualTo(text);
    var length = call("length", text);
    assertThat(call("substr", text, Value.number(0), length)).isEqualTo(text);
  }

  @ParameterizedTest
  @MethodSource("vow.testkit.Seeds#seeds")
  void mapsAreTakenApartAndPutTogether(long seed) {
    var names = call("tolist", new ValueSamples(new Random(seed)).wordSet());
    var map = call("zipmap", names, call("reverse", names));

    assertThat(call("zipmap", call("keys", map), call("values", map))).isEqualTo(map);
    assertThat(call("merge", map, map)).isEqualTo(map);
    assertThat(map.type()).isEqualTo(Type.map(BasicType.STRING));
  }
}
