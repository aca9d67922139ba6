package vow.language.function;

import java.math.BigInteger;
import java.util.Optional;

/** Whole numbers as text in a base. */
final class Digits {
  /** Longer than any number of the language in any base. */
  private static final int MAX_CHARS = 40_000;

  private static final int LETTERS = 26;

  private Digits() {}

  /**
   * A sign and digits: 0 to 9, then letters. Up to base 36 their case does not matter; beyond, a to
   * z come before A to Z.
   */
  static Optional<BigInteger> parse(String text, int base) {
    var start = text.startsWith("-") || text.startsWith("+") ? 1 : 0;
    if (text.length() == start || text.length() > MAX_CHARS) {
      return Optional.empty();
    }
    for (var i = start; i < text.length(); i++) {
      var digit = digit(text.charAt(i), base);
      if (digit < 0 || digit >= base) {
        return Optional.empty();
      }
    }
    return Optional.of(
        base <= Character.MAX_RADIX ? new BigInteger(text, base) : large(text, start, base));
  }

  private static BigInteger large(String text, int start, int base) {
    var number = BigInteger.ZERO;
    for (var i = start; i < text.length(); i++) {
      number =
          number
              .multiply(BigInteger.valueOf(base))
              .add(BigInteger.valueOf(digit(text.charAt(i), base)));
    }
    return text.startsWith("-") ? number.negate() : number;
  }

  private static int digit(char c, int base) {
    if (c >= '0' && c <= '9') {
      return c - '0';
    }
    if (c >= 'a' && c <= 'z') {
      return c - 'a' + 10;
    }
    if (c >= 'A' && c <= 'Z') {
      return c - 'A' + 10 + (base > Character.MAX_RADIX ? LETTERS : 0);
    }
    return -1;
  }
}
