package vow.language.function;

import java.util.Optional;

/** Reads times field by field. */
final class TimestampReader {
  private static final int NANO_DIGITS = 9;

  /** What stands before each of year, month, day, hour, minute, second. */
  private static final String SEPARATORS = " --T::";

  private final String text;
  private int at;
  private boolean isBad;

  TimestampReader(String text) {
    this.text = text;
  }

  /** Two digits in each field, {@code T}, an offset. */
  Optional<Timestamp> strict() {
    var fields = new int[6];
    for (var i = 0; i < fields.length; i++) {
      if (i > 0) {
        skip(SEPARATORS.charAt(i));
      }
      fields[i] = i == 0 ? number(4, 4) : number(2, 2);
    }
    return timestamp(fields, fraction(), offset());
  }

  /** One or two digits; {@code t}; or a space and no offset; or only a date. */
  Optional<Timestamp> lenient() {
    var fields = new int[6];
    fields[0] = number(4, 4);
    skip('-');
    fields[1] = number(1, 2);
    skip('-');
    fields[2] = number(1, 2);
    if (at >= text.length()) {
      return timestamp(fields, 0, 0);
    }
    var separator = text.charAt(at++);
    for (var i = 3; i < fields.length; i++) {
      if (i > 3) {
        skip(':');
      }
      fields[i] = number(1, 2);
    }
    var nanos = fraction();
    return switch (separator) {
      case 'T', 't' -> timestamp(fields, nanos, offset());
      case ' ' -> timestamp(fields, nanos, 0);
      default -> Optional.empty();
    };
  }

  private Optional<Timestamp> timestamp(int[] fields, int nanos, int offsetSeconds) {
    return isBad || at < text.length()
        ? Optional.empty()
        : Timestamp.of(fields, nanos, offsetSeconds);
  }

  private int number(int minDigits, int maxDigits) {
    var start = at;
    var number = 0;
    while (at < text.length() && at - start < maxDigits && isDigit()) {
      number = number * 10 + text.charAt(at++) - '0';
    }
    isBad |= at - start < minDigits;
    return number;
  }

  private boolean isDigit() {
    return text.charAt(at) >= '0' && text.charAt(at) <= '9';
  }

  private void skip(char wanted) {
    isBad |= at >= text.length() || text.charAt(at) != wanted;
    at++;
  }

  /** In nanoseconds; further digits are cut. */
  private int fraction() {
    if (at >= text.length() || text.charAt(at) != '.') {
      return 0;
    }
    at++;
    var start = at;
    var nanos = 0;
    for (; at < text.length() && isDigit(); at++) {
      nanos = at - start < NANO_DIGITS ? nanos * 10 + text.charAt(at) - '0' : nanos;
    }
    isBad |= at == start;
    for (var digits = at - start; digits < NANO_DIGITS; digits++) {
      nanos *= 10;
    }
    return nanos;
  }

  private int offset() {
    if (at < text.length() && text.charAt(at) == 'Z') {
      at++;
      return 0;
    }
    var isNegative = at < text.length() && text.charAt(at) == '-';
    skip(isNegative ? '-' : '+');
    var hours = number(2, 2);
    skip(':');
    var minutes = number(2, 2);
    isBad |= hours > 23 || minutes > 59;
    var seconds = (hours * 60 + minutes) * 60;
    return isNegative ? -seconds : seconds;
  }
}
