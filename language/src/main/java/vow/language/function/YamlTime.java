package vow.language.function;

import java.util.Optional;
import vow.language.value.Value;

/** Timestamps of YAML, as the texts that the time functions take. */
final class YamlTime {
  private YamlTime() {}

  /**
   * A date; a date and time with an offset after T, t; or a date and time without an offset after a
   * space. Months, days, hours, minutes and seconds may have one digit.
   */
  static Optional<Value> read(String text) {
    if (text.length() < 8 || text.charAt(4) != '-' || !isDigit(text.charAt(0))) {
      return Optional.empty();
    }
    return Timestamp.lenient(text).map(time -> Value.text(time.text()));
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
