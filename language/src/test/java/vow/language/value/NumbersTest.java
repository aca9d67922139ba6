package vow.language.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NumbersTest {
  @ParameterizedTest
  @ValueSource(strings = {"0", "5", "-1.5", "+2", ".5", "5.", "1e3", "1E-3", "12.50e+1"})
  void readsDecimals(String text) {
    assertThat(Numbers.parse(text)).contains(new BigDecimal(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", ".", "-", "e5", "1e", "1e+", " 1", "1 ", "0x1", "1_0", "NaN", "Infinity", "١"})
  void readsNothingElse(String text) {
    assertThat(Numbers.parse(text)).isEmpty();
    assertThat(Numbers.isDecimal(text)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1e10000", "1e-10001", "1e999999999", "1e99999999999", "-1e2147483647"})
  void readsNoNumbersOfTooManyDigits(String text) {
    assertThat(Numbers.parse(text)).isEmpty();
    assertThat(Numbers.isDecimal(text)).isTrue();
  }

  @Test
  void readsTheSpecificationsBinaryExponents() {
    assertThat(Numbers.parse("1e9864")).isPresent();
    assertThat(Numbers.parse("1e-9864")).isPresent();
  }

  @Test
  void givesEqualNumbersOneForm() {
    assertThat(Value.number(new BigDecimal("1E+2"))).isEqualTo(Value.number(100));
    assertThat(Value.number(new BigDecimal("100.00"))).isEqualTo(Value.number(100));
    assertThat(Value.number(new BigDecimal("0E-5"))).isEqualTo(Value.number(0));
    assertThat(Value.number(new BigDecimal("0E+5000000"))).isEqualTo(Value.number(0));
    assertThat(Value.number(new BigDecimal("1000000000000")))
        .isEqualTo(Value.number(1_000_000_000_000L));
  }

  @Test
  void writesPlainDecimals() {
    assertThat(Numbers.text(new BigDecimal("1E+3").setScale(0))).isEqualTo("1000");
    assertThat(text("1e-7")).isEqualTo("0.0000001");
    assertThat(text("-1.50")).isEqualTo("-1.5");
  }

  @Test
  void dividesWithoutARestExactly() {
    assertThat(divide("1", "8")).isEqualTo("0.125");
    assertThat(divide("-6", "4")).isEqualTo("-1.5");
    assertThat(divide("1e300", "1e298")).isEqualTo("100");
    assertThat(divide("123456789012345678901234567890", "1"))
        .isEqualTo("123456789012345678901234567890");
    assertThat(divide("0.3", "0.1")).isEqualTo("3");
  }

  @Test
  void roundsPeriodsAsTheReferenceDoes() {
    assertThat(divide("1", "3")).isEqualTo("0." + "3".repeat(154) + "5");
    assertThat(divide("2", "3")).isEqualTo("0." + "6".repeat(153) + "7");
    assertThat(divide("-1", "3")).isEqualTo("-0." + "3".repeat(154) + "5");
    assertThat(divide("1e200", "3")).startsWith("3333333333").hasSize(200);
  }

  @Test
  void losesAtMostTheLastOfAHundredAndFiftyThreeDigits() {
    for (var i = 1; i < 200; i++) {
      var divisor = BigDecimal.valueOf(i);
      var quotient = Numbers.divide(BigDecimal.ONE, divisor).orElseThrow();
      var lost = Numbers.multiply(quotient, divisor).orElseThrow().subtract(BigDecimal.ONE).abs();

      assertThat(lost).as("1/%s*%s", i, i).isLessThan(new BigDecimal("1e-153"));
    }
    for (var period : new int[] {3, 7, 13, 49, 161}) {
      var divisor = BigDecimal.valueOf(period);
      var quotient = Numbers.divide(BigDecimal.ONE, divisor).orElseThrow();

      assertThat(Numbers.multiply(quotient, divisor).orElseThrow()).isEqualByComparingTo("1");
    }
  }

  @Test
  void keepsTheSignOfTheDividend() {
    assertThat(Numbers.remainder(new BigDecimal("-7"), new BigDecimal("3")))
        .contains(new BigDecimal("-1"));
    assertThat(Numbers.remainder(new BigDecimal("7"), new BigDecimal("-3")))
        .contains(new BigDecimal("1"));
  }

  @Test
  void refusesResultsOfTooManyDigits() {
    var large = Numbers.parse("1e9999").orElseThrow();

    assertThat(Numbers.multiply(large, large)).isEmpty();
    assertThat(Numbers.divide(large, Numbers.parse("1e-9999").orElseThrow())).isEmpty();
    assertThat(Numbers.divide(BigDecimal.ONE, BigDecimal.ZERO)).isEmpty();
  }

  private static String divide(String dividend, String divisor) {
    var quotient = Numbers.divide(new BigDecimal(dividend), new BigDecimal(divisor));
    return text(quotient.orElseThrow());
  }

  private static String text(BigDecimal number) {
    return ((Value.Text)
            ((Conversion.Converted) Conversion.convert(Value.number(number), BasicType.STRING))
                .value())
        .text();
  }

  private static String text(String number) {
    return text(new BigDecimal(number));
  }
}
