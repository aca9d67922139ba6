package vow.language.function;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import vow.language.value.Numbers;

/**
 * Decimal numbers at a precision, as the reference implementation writes them: it rounds the binary
 * number of {@link Numbers#MANTISSA_BITS} that is nearest to the decimal one, ties to even. So what
 * is a tie in decimal, as 1.005 at two places, goes to the side on which the binary number is.
 */
final class DecimalText {
  /** Below 10^-4, and from this many digits before the point on, there is an exponent. */
  private static final int GENERAL_DIGITS = 6;

  private static final int SMALLEST_PLAIN_EXPONENT = -4;

  private DecimalText() {}

  /** With so many places after the point. */
  static String fixed(BigDecimal number, int places) {
    return rounded(number, places).toPlainString();
  }

  /** One digit, so many places, and an exponent of at least two digits: {@code 1.50e+03}. */
  static String scientific(BigDecimal number, int places) {
    return scientific(number, places, true);
  }

  private static String scientific(BigDecimal number, int places, boolean round) {
    if (number.signum() == 0) {
      return BigDecimal.ZERO.setScale(places).toPlainString() + "e+00";
    }
    var exponent = exponent(number);
    var mantissa = round ? rounded(number, places - exponent) : number;
    exponent = exponent(mantissa);
    var shown = mantissa.movePointLeft(exponent).setScale(places, RoundingMode.DOWN);
    return shown.toPlainString()
        + "e"
        + (exponent < 0 ? "-" : "+")
        + (Math.abs(exponent) < 10 ? "0" : "")
        + Math.abs(exponent);
  }

  /**
   * The shorter of the two above, without zeros at the end.
   *
   * @param digits significant ones, or negative for as many as there are
   */
  static String general(BigDecimal number, int digits) {
    if (number.signum() == 0) {
      return "0";
    }
    if (number.signum() < 0) {
      return "-" + general(number.negate(), digits);
    }
    var wanted = Math.max(1, digits);
    var kept = (digits < 0 ? number : rounded(number, wanted - 1 - exponent(number)));
    var plain = kept.stripTrailingZeros();
    var exponent = exponent(plain);
    var significant = plain.precision();
    var limit = digits < 0 ? GENERAL_DIGITS : limit(wanted, significant, exponent + 1);
    return exponent < SMALLEST_PLAIN_EXPONENT || exponent >= limit
        ? scientific(plain, significant - 1, false)
        : plain.toPlainString();
  }

  private static int limit(int wanted, int significant, int wholeDigits) {
    return wanted > significant && significant >= wholeDigits ? significant : wanted;
  }

  private static int exponent(BigDecimal number) {
    return number.precision() - number.scale() - 1;
  }

  private static BigDecimal rounded(BigDecimal number, int places) {
    if (number.scale() <= places) {
      return number.setScale(places);
    }
    var down = number.setScale(places, RoundingMode.DOWN);
    var up = number.setScale(places, RoundingMode.UP);
    var side = number.subtract(down).compareTo(up.subtract(number));
    if (side == 0) {
      side = binaryError(number);
    }
    if (side == 0) {
      return down.unscaledValue().testBit(0) ? up : down;
    }
    return side < 0 ? down : up;
  }

  /**
   * The sign of what the nearest binary number has more than the decimal one, which is positive.
   */
  private static int binaryError(BigDecimal number) {
    if (number.scale() <= 0) {
      return 0;
    }
    var above = number.unscaledValue();
    var below = BigInteger.TEN.pow(number.scale());
    var shift = Numbers.MANTISSA_BITS - (above.bitLength() - below.bitLength());
    var scaled = shift > 0 ? above.shiftLeft(shift) : above;
    var divisor = shift < 0 ? below.shiftLeft(-shift) : below;
    if (scaled.divide(divisor).bitLength() > Numbers.MANTISSA_BITS) {
      divisor = divisor.shiftLeft(1);
    }
    var parts = scaled.divideAndRemainder(divisor);
    var dropped = parts[1].shiftLeft(1).compareTo(divisor);
    if (parts[1].signum() == 0) {
      return 0;
    }
    var up = dropped > 0 || (dropped == 0 && parts[0].testBit(0));
    return up ? 1 : -1;
  }
}
