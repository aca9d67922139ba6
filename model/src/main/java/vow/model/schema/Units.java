package vow.model.schema;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Durations, sizes and modes as policies write them. */
public final class Units {
  private static final Map<String, Long> DURATION_NS =
      Map.of(
          "ns", 1L,
          "us", 1_000L,
          "ms", 1_000_000L,
          "s", 1_000_000_000L,
          "m", 60_000_000_000L,
          "h", 3_600_000_000_000L,
          "d", 86_400_000_000_000L,
          "w", 604_800_000_000_000L);
  private static final Map<String, Long> SIZE_BYTES =
      Map.ofEntries(
          Map.entry("", 1L),
          Map.entry("b", 1L),
          Map.entry("kb", 1_000L),
          Map.entry("mb", 1_000_000L),
          Map.entry("gb", 1_000_000_000L),
          Map.entry("tb", 1_000_000_000_000L),
          Map.entry("kib", 1L << 10),
          Map.entry("mib", 1L << 20),
          Map.entry("gib", 1L << 30),
          Map.entry("tib", 1L << 40));
  private static final int MAX_LENGTH = 40;

  private Units() {}

  /**
   * Reads {@code 1h30m}, {@code 500ms}, {@code 1.5s}; empty for anything else or over 292 years.
   */
  public static Optional<Duration> duration(String text) {
    if (text.isEmpty() || text.length() > MAX_LENGTH) {
      return Optional.empty();
    }
    var total = BigDecimal.ZERO;
    int at = 0;
    while (at < text.length()) {
      int unit = endOfNumber(text, at);
      int end = unit;
      while (end < text.length() && Character.isLetter(text.charAt(end))) {
        end++;
      }
      var factor = DURATION_NS.get(text.substring(unit, end));
      if (unit == at || factor == null) {
        return Optional.empty();
      }
      var number = number(text.substring(at, unit));
      if (number.isEmpty()) {
        return Optional.empty();
      }
      total = total.add(number.get().multiply(BigDecimal.valueOf(factor)));
      at = end;
    }
    return total.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0
        ? Optional.empty()
        : Optional.of(Duration.ofNanos(total.longValue()));
  }

  /** Reads {@code 256MiB}, {@code 10MB}, {@code 512}: bytes; empty for anything else. */
  public static OptionalLong sizeBytes(String text) {
    int unit = endOfNumber(text, 0);
    var factor = SIZE_BYTES.get(text.substring(unit).toLowerCase(Locale.ROOT));
    if (unit == 0 || factor == null || text.length() > MAX_LENGTH) {
      return OptionalLong.empty();
    }
    var bytes = number(text.substring(0, unit)).map(n -> n.multiply(BigDecimal.valueOf(factor)));
    return bytes.isEmpty() || bytes.get().compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0
        ? OptionalLong.empty()
        : OptionalLong.of(bytes.get().longValue());
  }

  /** Reads three or four octal digits; empty for anything else. */
  public static OptionalInt mode(String text) {
    if (text.length() != 3 && text.length() != 4) {
      return OptionalInt.empty();
    }
    int mode = 0;
    for (int i = 0; i < text.length(); i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 7) {
        return OptionalInt.empty();
      }
      mode = 8 * mode + digit;
    }
    return OptionalInt.of(mode);
  }

  /** Writes a mode as four octal digits. */
  public static String modeText(int mode) {
    return String.format(Locale.ROOT, "%04o", mode & 07777);
  }

  /** A duration as policies write it: {@code 1h30m}, {@code 0.5s}. */
  public static String text(Duration duration) {
    return duration.toString().substring("PT".length()).toLowerCase(Locale.ROOT);
  }

  private static int endOfNumber(String text, int from) {
    int at = from;
    while (at < text.length() && (Character.isDigit(text.charAt(at)) || text.charAt(at) == '.')) {
      at++;
    }
    return at;
  }

  private static Optional<BigDecimal> number(String digits) {
    try {
      return Optional.of(new BigDecimal(digits));
    } catch (NumberFormatException _) {
      return Optional.empty();
    }
  }
}
