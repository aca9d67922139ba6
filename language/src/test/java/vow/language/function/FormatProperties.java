package vow.language.function;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import vow.language.value.Value;

/** The verbs that Java's own formats have too do the same there. */
class FormatProperties {
  private static final String[] INTEGER_VERBS = {
    "%d", "%+d", "% d", "%9d", "%-9d|", "%09d", "%+09d", "%x", "%X", "%9x", "%o", "%012o"
  };
  private static final String[] DECIMAL_VERBS = {
    "%f", "%.0f", "%.1f", "%.9f", "%+.2f", "%12.3f", "%-12.3f|", "%012.3f", "%e", "%.2e", "%12.4e"
  };

  private static String formatted(String verb, Value value) {
    return Format.parse(verb).of(List.of(value));
  }

  @ParameterizedTest
  @MethodSource("vow.testkit.Seeds#seeds")
  void wholeNumbersAreFormattedAsInJava(long seed) {
    var random = new Random(seed);
    for (var verb : INTEGER_VERBS) {
      var number = new BigInteger(random.nextInt(80), random);
      var signed = random.nextBoolean() ? number : number.negate();

      assertThat(formatted(verb, Value.number(new BigDecimal(signed))))
          .as(verb)
          .isEqualTo(String.format(Locale.ROOT, verb, signed));
    }
  }

  @ParameterizedTest
  @MethodSource("vow.testkit.Seeds#seeds")
  void decimalNumbersAreFormattedAsInJava(long seed) {
    var random = new Random(seed);
    for (var verb : DECIMAL_VERBS) {
      var number = new BigDecimal(new BigInteger(60, random), random.nextInt(20));
      if (isTie(number)) {
        continue;
      }
      var signed = random.nextBoolean() ? number : number.negate();

      assertThat(formatted(verb, Value.number(signed)))
          .as("%s of %s", verb, signed)
          .isEqualTo(String.format(Locale.ROOT, verb, signed));
    }
  }

  /** Java rounds ties up, the language to where the binary number is. */
  private static boolean isTie(BigDecimal number) {
    return number.stripTrailingZeros().unscaledValue().mod(BigInteger.TEN).intValue() == 5;
  }

  @ParameterizedTest
  @MethodSource("vow.testkit.Seeds#seeds")
  void textsAreFormattedAsInJava(long seed) {
    var random = new Random(seed);
    var text = "x".repeat(random.nextInt(9));
    for (var verb : List.of("%s", "%5s", "%-5s|", "%.3s", "%6.2s", "%-6.2s|")) {
      assertThat(formatted(verb, Value.text(text)))
          .as(verb)
          .isEqualTo(String.format(Locale.ROOT, verb, text));
    }
  }

  @ParameterizedTest
  @MethodSource("vow.testkit.Seeds#seeds")
  void generalFormIsTheNumberItself(long seed) {
    var number = new ValueSamples(new Random(seed)).number();

    assertThat(new BigDecimal(formatted("%v", Value.number(number)))).isEqualByComparingTo(number);
    assertThat(new BigDecimal(formatted("%g", Value.number(number)))).isEqualByComparingTo(number);
  }

  @ParameterizedTest
  @MethodSource("vow.testkit.Seeds#seeds")
  void anyFormatIsAnsweredOrRefused(long seed) {
    var random = new Random(seed);
    var letters = "%%%%sdvfgxq[]123.0-+# tzé";
    for (var i = 0; i < 50; i++) {
      var format = new StringBuilder();
      for (var j = random.nextInt(8); j >= 0; j--) {
        format.append(letters.charAt(random.nextInt(letters.length())));
      }
      try {
        assertThat(formatted(format.toString(), Value.number(7))).hasSizeLessThan(100_000);
      } catch (Refusal refusal) {
        assertThat(refusal.why()).isNotEmpty();
      }
    }
  }
}
