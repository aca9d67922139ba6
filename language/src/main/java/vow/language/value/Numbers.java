package vow.language.value;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Optional;

/**
 * Arithmetic and text of numbers.
 *
 * <p>Literals, sums, differences and products are exact. A number that is not whole and has more
 * than {@value #EXACT_FRACTION_DIGITS} significant digits is rounded as the reference
 * implementation does: to a binary mantissa of {@value #MANTISSA_BITS} bits, of which the shortest
 * decimal is kept that tells it apart. So {@code 1/3*3} is 1.
 *
 * <p>No number has more than {@value #MAX_DIGITS} digits before or after the point: the spec asks
 * for a binary exponent of 16 bits, which is 9,865 digits.
 */
public final class Numbers {
  public static final int MAX_DIGITS = 10_000;
  public static final int MANTISSA_BITS = 512;

  /** Every decimal of so many digits survives a mantissa of {@link #MANTISSA_BITS}. */
  public static final int EXACT_FRACTION_DIGITS = 153;

  private static final int MAX_MANTISSA_DIGITS = 160;

  private Numbers() {}

  /**
   * The number in plain decimals, as the language turns numbers to strings: {@code 100}, {@code
   * 0.05}, {@code -1.5}.
   */
  public static String text(BigDecimal number) {
    return number.toPlainString();
  }

  /**
   * Reads a decimal number: optional sign, digits with an optional point, optional exponent. Empty
   * when it is not one, or when it has more than {@link #MAX_DIGITS} digits.
   */
  public static Optional<BigDecimal> parse(String text) {
    if (text.length() > 2 * MAX_DIGITS + 20 || !isDecimal(text)) {
      return Optional.empty();
    }
    try {
      return limited(new BigDecimal(text));
    } catch (NumberFormatException e) { // Its exponent is beyond an int: too many digits as well.
      return Optional.empty();
    }
  }

  /** The text is a decimal number, of whatever size. */
  public static boolean isDecimal(String text) {
    var at = !text.isEmpty() && (text.charAt(0) == '-' || text.charAt(0) == '+') ? 1 : 0;
    var whole = digits(text, at);
    var digits = whole - at;
    at = whole;
    if (at < text.length() && text.charAt(at) == '.') {
      var fraction = digits(text, at + 1);
      digits += fraction - at - 1;
      at = fraction;
    }
    if (digits == 0) {
      return false;
    }
    if (at < text.length() && (text.charAt(at) == 'e' || text.charAt(at) == 'E')) {
      at++;
      if (at < text.length() && (text.charAt(at) == '-' || text.charAt(at) == '+')) {
        at++;
      }
      var exponent = digits(text, at);
      return exponent > at && exponent == text.length();
    }
    return at == text.length();
  }

  private static int digits(String text, int from) {
    var at = from;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      at++;
    }
    return at;
  }

  /** The number unless it has more than {@link #MAX_DIGITS} digits before or after the point. */
  public static Optional<BigDecimal> limited(BigDecimal number) {
    return isWithinLimits(number) ? Optional.of(number) : Optional.empty();
  }

  static boolean isWithinLimits(BigDecimal number) {
    return number.signum() == 0
        || (number.scale() <= MAX_DIGITS
            && (long) number.precision() - number.scale() <= MAX_DIGITS);
  }

  public static Optional<BigDecimal> add(BigDecimal left, BigDecimal right) {
    return settled(widened(left).add(widened(right)));
  }

  public static Optional<BigDecimal> subtract(BigDecimal left, BigDecimal right) {
    return settled(widened(left).subtract(widened(right)));
  }

  public static Optional<BigDecimal> multiply(BigDecimal left, BigDecimal right) {
    return settled(widened(left).multiply(widened(right)));
  }

  /** Empty when the divisor is zero or the result is too large. */
  public static Optional<BigDecimal> divide(BigDecimal dividend, BigDecimal divisor) {
    if (divisor.signum() == 0) {
      return Optional.empty();
    }
    var whole = wholeQuotient(dividend, divisor);
    if (whole.isPresent()) {
      return limited(whole.get());
    }
    var rough = dividend.divide(divisor, new MathContext(EXACT_FRACTION_DIGITS + 1));
    var isExact = rough.multiply(divisor).compareTo(dividend) == 0;
    return limited(isExact ? rough : rounded(widened(dividend), widened(divisor)));
  }

  /** Exact division of whole numbers, which may have more digits than fractions are given. */
  private static Optional<BigDecimal> wholeQuotient(BigDecimal dividend, BigDecimal divisor) {
    if (dividend.scale() > 0 || divisor.scale() > 0) {
      return Optional.empty();
    }
    var parts = dividend.toBigInteger().divideAndRemainder(divisor.toBigInteger());
    return parts[1].signum() == 0 ? Optional.of(new BigDecimal(parts[0])) : Optional.empty();
  }

  /**
   * What is left of the dividend; its sign is the dividend's, also for fractions. Empty when the
   * divisor is zero.
   */
  public static Optional<BigDecimal> remainder(BigDecimal dividend, BigDecimal divisor) {
    return divisor.signum() == 0 ? Optional.empty() : limited(dividend.remainder(divisor));
  }

  /** A number that stands for a binary one as that number, or errors would add up. */
  private static BigDecimal widened(BigDecimal number) {
    return number.scale() <= 0 || number.precision() <= EXACT_FRACTION_DIGITS
        ? number
        : mantissa(number, BigDecimal.ONE).exact();
  }

  private static Optional<BigDecimal> settled(BigDecimal number) {
    if (number.scale() <= 0 || number.precision() <= EXACT_FRACTION_DIGITS) {
      return limited(number);
    }
    var plain = stripped(number);
    if (plain.scale() <= 0 || plain.precision() <= EXACT_FRACTION_DIGITS) {
      return limited(plain);
    }
    return isWithinLimits(plain) ? limited(rounded(plain, BigDecimal.ONE)) : Optional.empty();
  }

  /** Without trailing zeros; numbers of some digits are never in exponents. */
  static BigDecimal stripped(BigDecimal number) {
    return number.scale() == 0 && number.precision() < 10 ? number : plain(number);
  }

  private static BigDecimal plain(BigDecimal number) {
    var stripped = number.stripTrailingZeros();
    // Whole numbers have one form, with their zeros: 100 and 1E+2 must be equal.
    return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
  }

  /** The quotient at {@link #MANTISSA_BITS}, as the shortest decimal that identifies it. */
  private static BigDecimal rounded(BigDecimal dividend, BigDecimal divisor) {
    return mantissa(dividend, divisor).shortest();
  }

  private static Binary mantissa(BigDecimal dividend, BigDecimal divisor) {
    var scale = divisor.scale() - dividend.scale();
    var above = dividend.unscaledValue().abs();
    var below = divisor.unscaledValue().abs();
    if (scale >= 0) {
      above = above.multiply(BigInteger.TEN.pow(scale));
    } else {
      below = below.multiply(BigInteger.TEN.pow(-scale));
    }
    var shift = MANTISSA_BITS + 1 - (above.bitLength() - below.bitLength());
    var parts = shifted(above, shift).divideAndRemainder(shifted(below, -shift));
    var extra = parts[0].bitLength() - MANTISSA_BITS;
    var mantissa = halfEven(parts[0], extra, parts[1].signum() != 0);
    var negative = dividend.signum() * divisor.signum() < 0;
    return new Binary(negative ? mantissa.negate() : mantissa, extra - shift);
  }

  private static BigInteger shifted(BigInteger number, int bits) {
    return bits > 0 ? number.shiftLeft(bits) : number;
  }

  private static BigInteger halfEven(BigInteger number, int dropBits, boolean sticky) {
    var kept = number.shiftRight(dropBits);
    var half = BigInteger.ONE.shiftLeft(dropBits - 1);
    var rest = number.subtract(kept.shiftLeft(dropBits)).compareTo(half);
    var up = rest > 0 || (rest == 0 && (sticky || kept.testBit(0)));
    return up ? kept.add(BigInteger.ONE) : kept;
  }

  /** mantissa * 2^exponent. */
  private record Binary(BigInteger mantissa, int exponent) {
    BigDecimal exact() {
      return exponent >= 0
          ? new BigDecimal(mantissa.shiftLeft(exponent))
          // Dividing by 2^n is multiplying by 5^n and moving the point by n.
          : new BigDecimal(mantissa.multiply(BigInteger.valueOf(5).pow(-exponent)), -exponent);
    }

    /** The decimal of fewest digits that lies nearer to this than to any other mantissa. */
    BigDecimal shortest() {
      var exact = exact();
      var halfStep = new Binary(BigInteger.ONE, exponent - 1).exact();
      for (var digits = EXACT_FRACTION_DIGITS; digits <= MAX_MANTISSA_DIGITS; digits++) {
        var candidate = exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
        if (candidate.subtract(exact).abs().compareTo(halfStep) < 0) {
          return candidate;
        }
      }
      return exact;
    }
  }
}
