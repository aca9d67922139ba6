package vow.language.function;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Optional;
import vow.language.value.Numbers;

/** Durations as text: {@code 90s}, {@code -1.5h}, {@code 1h30m}. */
final class Durations {
  private static final int MAX_CHARS = 200;

  private Durations() {}

  static Duration parse(String text, int argument) {
    return nanos(text)
        .map(Duration::ofNanos)
        .orElseThrow(() ->
            new Refusal(
                argument,
                "is not a duration like 1h30m, in h, m, s, ms, us, ns, of at most 292" + " years"));
  }

  private static Optional<Long> nanos(String text) {
    var isSigned = text.startsWith("-") || text.startsWith("+");
    var rest = isSigned ? text.substring(1) : text;
    if (rest.equals("0")) {
      return Optional.of(0L);
    }
    if (rest.isEmpty() || rest.length() > MAX_CHARS) {
      return Optional.empty();
    }
    var total = BigInteger.ZERO;
    while (!rest.isEmpty()) {
      var numberEnd = end(rest, true);
      var unitEnd = numberEnd + end(rest.substring(numberEnd), false);
      var unit = unitNanos(rest.substring(numberEnd, unitEnd));
      var number = Numbers.parse(rest.substring(0, numberEnd));
      if (unit == 0 || number.isEmpty()) {
        return Optional.empty();
      }
      total = total.add(number.get().multiply(BigDecimal.valueOf(unit)).toBigInteger());
      rest = rest.substring(unitEnd);
    }
    total = text.startsWith("-") ? total.negate() : total;
    return total.bitLength() < Long.SIZE ? Optional.of(total.longValue()) : Optional.empty();
  }

  private static int end(String text, boolean ofNumber) {
    var at = 0;
    while (at < text.length() && isInNumber(text.charAt(at)) == ofNumber) {
      at++;
    }
    return at;
  }

  private static boolean isInNumber(char c) {
    return c == '.' || (c >= '0' && c <= '9');
  }

  private static long unitNanos(String unit) {
    return switch (unit) {
      case "ns" -> 1;
      case "us", "\u00b5s", "\u03bcs" -> 1_000;
      case "ms" -> 1_000_000;
      case "s" -> 1_000_000_000;
      case "m" -> 60_000_000_000L;
      case "h" -> 3_600_000_000_000L;
      default -> 0;
    };
  }
}
