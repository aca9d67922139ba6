package vow.language.function;

import java.math.BigDecimal;

/** Numbers that count or index something. */
final class Whole {
  private static final BigDecimal MAX = BigDecimal.valueOf(Integer.MAX_VALUE);
  private static final BigDecimal MIN = BigDecimal.valueOf(Integer.MIN_VALUE);

  private Whole() {}

  /** The number as an int, or a refusal that blames the argument. */
  static int of(BigDecimal number, int argument) {
    if (!isWhole(number)) {
      throw new Refusal(argument, "must be a whole number");
    }
    if (number.compareTo(MAX) > 0 || number.compareTo(MIN) < 0) {
      throw new Refusal(argument, "must be between " + MIN + " and " + MAX);
    }
    return number.intValue();
  }

  static boolean isWhole(BigDecimal number) {
    return number.scale() <= 0 || number.stripTrailingZeros().scale() <= 0;
  }
}
