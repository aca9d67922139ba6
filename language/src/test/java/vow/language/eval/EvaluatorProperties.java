package vow.language.eval;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import vow.language.syntax.Diagnostics;
import vow.language.syntax.Parser;
import vow.language.syntax.Source;
import vow.language.value.BasicType;
import vow.language.value.Sensitivity;
import vow.language.value.Type;
import vow.language.value.Value;

class EvaluatorProperties {
  private static final int EXPRESSIONS_PER_SEED = 50;
  private static final int MAX_REPORT_CHARS = 100_000;
  private static final String MARKS = "()[]{}.*,:=?!&|+-/%<>\"$~n0l \n";
  private static final List<Corpus.Case> CASES = Corpus.cases().toList();

  private record Result(Value value, Diagnostics diagnostics) {
    boolean failed() {
      return diagnostics.hasErrors();
    }
  }

  @ParameterizedTest
  @MethodSource("vow.testkit.Seeds#seeds")
  void evaluatesTheSameEveryTime(long seed) {
    var expressions = new RandomExpressions(seed, true);
    for (var i = 0; i < EXPRESSIONS_PER_SEED; i++) {
      var source = expressions.next();

      var once = evaluate(source, world(5, "hello", true));
      var again = evaluate(source, world(5, "hello", true));

      assertThat(again.value()).as(source).isEqualTo(once.value());
      assertThat(again.diagnostics()).as(source).hasToString(once.diagnostics().toString());
      if (!once.failed()) {
        assertThat(once.value().isWhollyKnown()).as(source).isTrue();
      }
    }
  }

  /** Total: whatever can be parsed at all has a value, and an error where that is not known. */
  @ParameterizedTest
  @MethodSource("vow.testkit.Seeds#seeds")
  void givesAValueToWhateverStandsThere(long seed) {
    var random = new Random(seed);
    for (var i = 0; i < EXPRESSIONS_PER_SEED; i++) {
      var source = mutated(random);
      var diagnostics = new Diagnostics();
      var expression = Parser.parseExpression(Source.of("m.hcl", source), diagnostics);

      var value = new Evaluator(World.scope(), diagnostics, new Budget()).evaluate(expression);

      assertThat(EvalJson.of(value)).as(source).isNotEmpty();
      assertThat(diagnostics.toString()).as(source).hasSizeLessThan(MAX_REPORT_CHARS);
    }
  }

  /** Two cases of the corpus cut and joined, with some characters changed. */
  private static String mutated(Random random) {
    var text = new StringBuilder();
    for (var i = 0; i < 2; i++) {
      var part = CASES.get(random.nextInt(CASES.size())).source();
      var from = random.nextInt(part.length());
      text.append(random.nextBoolean() ? part : part.substring(from));
    }
    for (var i = random.nextInt(4); i > 0; i--) {
      var at = random.nextInt(text.length());
      switch (random.nextInt(3)) {
        case 0 -> text.deleteCharAt(at).append(' ');
        case 1 -> text.insert(at, MARKS.charAt(random.nextInt(MARKS.length())));
        default -> text.setCharAt(at, MARKS.charAt(random.nextInt(MARKS.length())));
      }
    }
    return text.toString();
  }

  /** Whatever is secret, the rest of the result does not depend on it. */
  @ParameterizedTest
  @MethodSource("vow.testkit.Seeds#seeds")
  void neverLetsASecretShow(long seed) {
    var expressions = new RandomExpressions(seed, true);
    for (var i = 0; i < EXPRESSIONS_PER_SEED; i++) {
      var source = expressions.next();

      var one = evaluate(source, secret(world(0, "hello", true)));
      var other = evaluate(source, secret(world(1, "x", false)));

      // What fails, fails openly: try() tells as well whether an expression has an error.
      if (!one.failed() && !other.failed() && !source.contains("try(")) {
        assertThat(Notation.of(hidden(other.value())))
            .as(source)
            .isEqualTo(Notation.of(hidden(one.value())));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("vow.testkit.Seeds#seeds")
  void computesTheSameWhetherOrNotItIsSecret(long seed) {
    var expressions = new RandomExpressions(seed, true);
    for (var i = 0; i < EXPRESSIONS_PER_SEED; i++) {
      var source = expressions.next();

      var open = evaluate(source, world(5, "hello", true));
      var secret = evaluate(source, secret(world(5, "hello", true)));

      assertThat(secret.failed()).as(source).isEqualTo(open.failed());
      if (!open.failed()) {
        assertThat(Sensitivity.shownDeep(secret.value())).as(source).isEqualTo(open.value());
      }
    }
  }

  /** What is known already does not change when the rest becomes known. */
  @ParameterizedTest
  @MethodSource("vow.testkit.Seeds#seeds")
  void knowsOnlyWhatWillStillBeTrue(long seed) {
    var expressions = new RandomExpressions(seed, false);
    for (var i = 0; i < EXPRESSIONS_PER_SEED; i++) {
      var source = expressions.next();
      var world = world(1, "hello", true);

      var early = evaluate(source, unknown(world));
      var late = evaluate(source, world);

      if (!early.failed() && !late.failed()) {
        assertThat(agrees(early.value(), late.value()))
            .as("%s: first %s, then %s", source, early.value(), late.value())
            .isTrue();
      }
    }
  }

  private static Map<String, Value> world(int n, String s, boolean b) {
    var list = Value.list(BasicType.STRING, List.of(Value.text(s), Value.text("y")));
    return Map.of(
        "n", Value.number(n),
        "s", Value.text(s),
        "b", Value.bool(b),
        "l", list,
        "o", Value.object(Map.of("name", Value.text(s), "list", list)));
  }

  private static Map<String, Value> secret(Map<String, Value> world) {
    return Map.of(
        "n", Value.sensitive(requireNonNull(world.get("n"))),
        "s", Value.sensitive(requireNonNull(world.get("s"))),
        "b", Value.sensitive(requireNonNull(world.get("b"))),
        "l", Value.sensitive(requireNonNull(world.get("l"))),
        "o", Value.sensitive(requireNonNull(world.get("o"))));
  }

  private static Map<String, Value> unknown(Map<String, Value> world) {
    return Map.of(
        "n", requireNonNull(world.get("n")),
        "s", new Value.Unknown(BasicType.STRING),
        "b", new Value.Unknown(BasicType.BOOL),
        "l", new Value.Unknown(Type.list(BasicType.STRING)),
        "o", new Value.Unknown(requireNonNull(world.get("o")).type()));
  }

  private static Result evaluate(String source, Map<String, Value> values) {
    var diagnostics = new Diagnostics();
    var expression = Parser.parseExpression(Source.of("p.hcl", source), diagnostics);
    var scope = Scope.of(values, World.functions());
    return new Result(
        new Evaluator(scope, diagnostics, new Budget()).evaluate(expression), diagnostics);
  }

  private static Value hidden(Value value) {
    return switch (value) {
      case Value.Sensitive _ -> Value.text("hidden");
      case Value.Tuple tuple -> Value.object(named(tuple.items()));
      case Value.ListValue list -> Value.object(named(list.items()));
      case Value.ObjectValue object -> {
        var parts = new HashMap<String, Value>();
        object.attributes().forEach((name, part) -> parts.put(name, hidden(part)));
        yield Value.object(parts);
      }
      case Value.MapValue map -> {
        var parts = new HashMap<String, Value>();
        map.entries().forEach((name, part) -> parts.put(name, hidden(part)));
        yield Value.object(parts);
      }
      case Value other -> other;
    };
  }

  private static Map<String, Value> named(List<Value> items) {
    var parts = new HashMap<String, Value>();
    for (var item : items) {
      parts.put(Integer.toString(parts.size()), hidden(item));
    }
    return parts;
  }

  private static boolean agrees(Value early, Value late) {
    return switch (early) {
      case Value.Unknown _ -> true;
      case Value.Tuple a when late instanceof Value.Tuple b -> agree(a.items(), b.items());
      case Value.ListValue a when late instanceof Value.ListValue b -> agree(a.items(), b.items());
      case Value.ObjectValue a when late instanceof Value.ObjectValue b ->
          a.attributes().keySet().equals(b.attributes().keySet())
              && agree(List.copyOf(a.attributes().values()), List.copyOf(b.attributes().values()));
      case Value.MapValue a when late instanceof Value.MapValue b ->
          a.entries().keySet().equals(b.entries().keySet())
              && agree(List.copyOf(a.entries().values()), List.copyOf(b.entries().values()));
      case Value _ -> early.equals(late);
    };
  }

  private static boolean agree(List<Value> early, List<Value> late) {
    if (early.size() != late.size()) {
      return false;
    }
    for (var i = 0; i < early.size(); i++) {
      if (!agrees(early.get(i), late.get(i))) {
        return false;
      }
    }
    return true;
  }
}
