package vow.language.eval;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import vow.language.syntax.Diagnostic;
import vow.language.syntax.Diagnostics;
import vow.language.syntax.Parser;
import vow.language.syntax.Source;
import vow.language.value.Limits;
import vow.language.value.Value;
import vow.language.value.Values;

class EvaluatorLimitsTest {
  /** A thread has 1 MiB, and somebody called the evaluator. */
  private static final long SMALL_STACK_BYTES = 512 * 1024;

  private final Diagnostics diagnostics = new Diagnostics();
  private final Map<String, Value> values = new HashMap<>();
  private final Budget budget = new Budget();

  @Test
  void refusesNestedLoopsThatTakeTooManySteps() {
    values.put("ten", tuple(100));

    evaluate("[for a in ten: [for b in ten: [for c in ten: [for d in ten: 1 if d < 0] if c < 0]]]");
    evaluate("[for a in ten: [for b in ten: [for c in ten: [for d in ten: a + b + c + d]]]]");

    assertThat(codes()).containsExactly("too-much-work");
  }

  @Test
  void refusesStringsThatGrowTooLong() {
    values.put("big", Value.text("x".repeat(1_000_000)));

    evaluate("\"${big}${big}${big}${big}${big}\"");

    assertThat(codes()).containsExactly("text-too-long");
  }

  @Test
  void refusesStringsThatADirectiveRepeatsTooOften() {
    values.put("hundred", tuple(100));
    values.put("big", Value.text("x".repeat(100_000)));

    evaluate("\"%{ for a in hundred }${big}%{ endfor }\"");

    assertThat(codes()).containsExactly("text-too-long");
  }

  @Test
  void refusesValuesThatDoubleUntilNobodyCouldWriteThemOut() {
    values.put("v", Value.text("laughing"));
    for (var i = 0; i < 40; i++) {
      values.put("v", evaluate("[v, v]"));
    }

    assertThat(codes()).contains("value-too-large").doesNotContain("too-much-work");
    assertThat(values.get("v").weightBytes()).isLessThanOrEqualTo(Limits.MAX_WEIGHT_BYTES);
  }

  @Test
  void refusesValuesThatNestTooDeep() {
    values.put("v", Value.text("core"));
    for (var i = 0; i < 300; i++) {
      values.put("v", evaluate("[v]"));
    }

    assertThat(codes()).containsExactly("value-too-deep");
  }

  @Test
  void refusesNumbersOfTooManyDigits() {
    values.put("v", Value.number(10));
    for (var i = 0; i < 14; i++) {
      values.put("v", evaluate("v * v"));
    }

    assertThat(codes()).containsExactly("number-too-large");
  }

  @Test
  void doesNotLetTryHideThatTheBudgetIsSpent() {
    values.put("ten", tuple(100));

    evaluate(
        "try([for a in ten: [for b in ten: [for c in ten: [for d in ten: a + b + c + d]]]], 1)");

    assertThat(codes()).containsExactly("too-much-work");
  }

  @Test
  void saysWhatWentWrongInALoopOnce() {
    values.put("ten", tuple(100));

    evaluate("[for a in ten: a.name]");

    assertThat(codes()).containsExactly("no-attributes");
  }

  /** What the parser lets through must not need more stack than any thread has. */
  @Test
  void evaluatesTheDeepestExpressionsOnHalfAStack() throws InterruptedException {
    values.put("t", Values.TRUE);
    values.put("o", Values.UNKNOWN);
    values.put("list", tuple(1));
    var sources =
        List.of(
            chain("t", " && t"),
            chain("t", " || !t"),
            chain("1", " + 1"),
            chain("t", " == t"),
            chain("o", ".a"),
            chain("o", "[0]"),
            chain("o", "[o.b]"),
            chain("o", "[*]"),
            nested("(", "t", ")"),
            nested("[", "t", "]"),
            nested("{a = ", "t", "}"),
            nested("!", "t", ""),
            nested("\"x${", "t", "}\""),
            nested("\"%{ if t }", "x", "%{ endif }\""),
            nested("[for v in list: ", "t", "]"),
            nested("{for v in list: v => ", "t", " if t}"),
            nested("(t ? ", "1", " : 2)"),
            nested("(t && ", "t", ")"),
            nested("try(", "t", ")"),
            nested("can(", "t", ")"),
            nested("[o", "[0]", "][*]"));
    var failures = new ArrayList<Throwable>();
    var thread =
        new Thread(null, () -> sources.forEach(this::evaluate), "small stack", SMALL_STACK_BYTES);
    thread.setUncaughtExceptionHandler((_, failure) -> failures.add(failure));

    thread.start();
    thread.join();

    assertThat(failures).isEmpty();
  }

  /** As many as the parser takes. */
  private String chain(String first, String next) {
    return longest(count -> first + next.repeat(count));
  }

  private String nested(String open, String core, String close) {
    return longest(count -> open.repeat(count) + core + close.repeat(count));
  }

  private static String longest(IntFunction<String> source) {
    var count = 600;
    while (count > 0) {
      var found = new Diagnostics();
      Parser.parseExpression(Source.of("deep.hcl", source.apply(count)), found);
      if (!found.hasErrors()) {
        return source.apply(count);
      }
      count--;
    }
    throw new AssertionError("never parsed: " + source.apply(1));
  }

  private static Value tuple(int count) {
    var items = new Value[count];
    for (var i = 0; i < count; i++) {
      items[i] = Value.number(i);
    }
    return Value.tuple(items);
  }

  private Value evaluate(String source) {
    var expression = Parser.parseExpression(Source.of("limits.hcl", source), diagnostics);
    return new Evaluator(Scope.of(values, Map.of()), diagnostics, budget).evaluate(expression);
  }

  private Iterable<String> codes() {
    return diagnostics.sorted().stream().map(Diagnostic::code).toList();
  }
}
