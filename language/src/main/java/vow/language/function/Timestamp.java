package vow.language.function;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/** A point in time with an offset, as text. Source: RFC 3339, section 5.6. */
record Timestamp(OffsetDateTime time) {
  private static final int MAX_YEAR = 9_999;

  /** {@code 2026-01-31T08:05:00Z}: exactly as RFC 3339 has it, in upper case. */
  static Timestamp parse(String text, int argument) {
    return new TimestampReader(text)
        .strict()
        .orElseThrow(
            () -> new Refusal(argument, "is not a time like 2026-01-31T08:05:00Z (RFC 3339)"));
  }

  /** The forms that YAML allows. */
  static Optional<Timestamp> lenient(String text) {
    return new TimestampReader(text).lenient();
  }

  static Optional<Timestamp> of(int[] fields, int nanos, int offsetSeconds) {
    try {
      var local =
          LocalDateTime.of(fields[0], fields[1], fields[2], fields[3], fields[4], fields[5], nanos);
      return Optional.of(
          new Timestamp(OffsetDateTime.of(local, ZoneOffset.ofTotalSeconds(offsetSeconds))));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  Timestamp plus(Duration duration) {
    var later = time.plus(duration);
    if (later.getYear() < 0 || later.getYear() > MAX_YEAR) {
      throw new Refusal("the result would not be in the years 0 to " + MAX_YEAR);
    }
    return new Timestamp(later);
  }

  /** Without fractions of a second. */
  String text() {
    return String.format(
        "%04d-%02d-%02dT%02d:%02d:%02d%s",
        time.getYear(),
        time.getMonthValue(),
        time.getDayOfMonth(),
        time.getHour(),
        time.getMinute(),
        time.getSecond(),
        offset(":", "Z"));
  }

  /** The offset as {@code +05:30} with a separator, or another text for none. */
  String offset(String separator, String zero) {
    var seconds = time.getOffset().getTotalSeconds();
    if (seconds == 0) {
      return zero;
    }
    var minutes = Math.abs(seconds) / 60;
    return String.format(
        "%s%02d%s%02d", seconds < 0 ? "-" : "+", minutes / 60, separator, minutes % 60);
  }
}
