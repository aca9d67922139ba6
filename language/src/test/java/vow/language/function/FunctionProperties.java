package vow.language.function;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import vow.language.eval.Budget;
import vow.language.eval.Evaluator;
import vow.language.eval.Function;
import vow.language.eval.Scope;
import vow.language.syntax.Diagnostics;
import vow.language.syntax.Expression;
import vow.language.syntax.Parser;
import vow.language.syntax.Source;
import vow.language.value.Sensitivity;
import vow.language.value.Value;

/** What holds for every function, whatever it is given. */
class FunctionProperties {
  /** These say what they do with marks; all others pass them on. */
  private static final Set<String> FREE_WITH_MARKS =
      Set.of("issensitive", "nonsensitive", "lookup", "merge");

  private static final Map<String, Function> FUNCTIONS =
      Map.copyOf(new Functions(TestFiles.FILES, TestFiles.SECRETS).asMap());

  /** What a call came to. */
  private record Result(Value value, Diagnostics diagnostics) {
    boolean failed() {
      return diagnostics.hasErrors();
    }
  }

  private static Result call(String name, List<Value> arguments) {
    var names = new ArrayList<String>();
    var values = new TreeMap<String, Value>();
    for (var argument : arguments) {
      names.add("x" + names.size());
      values.put(names.getLast(), argument);
    }
    var source = Source.of("call", name + "(" + String.join(", ", names) + ")");
    var diagnostics = new Diagnostics();
    Expression call = Parser.parseExpression(source, diagnostics);
    var value =
        new Evaluator(Scope.of(values, FUNCTIONS), diagnostics, new Budget()).evaluate(call);
    return new Result(value, diagnostics);
  }

  private static List<Value> replaced(List<Value> values, int index, Value value) {
    var replaced = new ArrayList<>(values);
    replaced.set(index, value);
    return replaced;
  }

  @ParameterizedTest
  @MethodSource("vow.testkit.Seeds#seeds")
  void everyCallIsAnsweredWithAValueOfItsTypeOrOneError(long seed) {
    var samples = new ArgumentSamples(new Random(seed));
    FUNCTIONS.forEach((name, function) -> {
      var arguments = samples.arguments(function);

      var result = call(name, arguments);

      if (!result.failed() && !function.result().isDynamicInside()) {
        assertThat(result.value().type()).as("%s%s", name, arguments).isEqualTo(function.result());
      }
      assertThat(result.diagnostics().toString())
          .doesNotContain("Exception")
          .doesNotContain("vow.");
    });
  }

  @ParameterizedTest
  @MethodSource("vow.testkit.Seeds#seeds")
  void whatIsUnknownChangesNothingThatIsKnown(long seed) {
    var random = new Random(seed);
    var samples = new ArgumentSamples(random);
    FUNCTIONS.forEach((name, function) -> {
      var arguments = samples.arguments(function);
      var known = call(name, arguments);
      if (arguments.isEmpty() || known.failed()) {
        return;
      }
      var index = random.nextInt(arguments.size());
      var type = arguments.get(index).type();

      var open = call(name, replaced(arguments, index, new Value.Unknown(type)));

      var what = "%s%s without %d".formatted(name, arguments, index);
      assertThat(open.diagnostics().toString()).as(what).isEmpty();
      if (open.value().isWhollyKnown()) {
        assertThat(open.value()).as(what).isEqualTo(known.value());
      } else if (!open.value().type().isDynamicInside() && !known.value().isNull()) {
        assertThat(known.value().type()).as(what).isEqualTo(open.value().type());
      }
    });
  }

  @ParameterizedTest
  @MethodSource("vow.testkit.Seeds#seeds")
  void whatIsSensitiveStaysSo(long seed) {
    var random = new Random(seed);
    var samples = new ArgumentSamples(random);
    FUNCTIONS.forEach((name, function) -> {
      var arguments = samples.arguments(function);
      var plain = call(name, arguments);
      if (arguments.isEmpty() || plain.failed()) {
        return;
      }
      var index = random.nextInt(arguments.size());
      var marked = replaced(arguments, index, Value.sensitive(arguments.get(index)));

      var result = call(name, marked);

      assertThat(result.diagnostics().toString()).as("%s%s", name, arguments).isEmpty();
      if (!FREE_WITH_MARKS.contains(name)) {
        assertThat(result.value().isSensitiveInside()).as("%s%s", name, marked).isTrue();
        assertThat(Sensitivity.shownDeep(result.value()))
            .isEqualTo(Sensitivity.shownDeep(plain.value()));
      }
    });
  }

  @ParameterizedTest
  @MethodSource("vow.testkit.Seeds#seeds")
  void noErrorShowsWhatIsSensitive(long seed) {
    var random = new Random(seed);
    var samples = new ArgumentSamples(random);
    var secret = Value.sensitive(Value.text("planted-" + random.nextInt(1_000_000) + "\n(%z${"));
    FUNCTIONS.forEach((name, function) -> {
      var arguments = samples.arguments(function);
      if (arguments.isEmpty()) {
        return;
      }
      var given = random.nextBoolean() ? secret : Value.tuple(secret);

      var result = call(name, replaced(arguments, random.nextInt(arguments.size()), given));

      assertThat(result.diagnostics().toString()).as(name).doesNotContain("planted");
    });
  }
}
