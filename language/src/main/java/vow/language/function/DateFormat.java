package vow.language.function;

import java.time.OffsetDateTime;
import java.util.Locale;

/**
 * A form of writing times: runs of one letter stand for fields, text between single quotes for
 * itself, two single quotes for one, and all other characters for themselves.
 */
final class DateFormat {
  private static final int SHORT_NAME_CHARS = 3;

  private final String format;
  private final OffsetDateTime time;
  private final StringBuilder out = new StringBuilder();

  DateFormat(String format, OffsetDateTime time) {
    this.format = format;
    this.time = time;
  }

  String text() {
    for (var at = 0; at < format.length(); ) {
      var c = format.charAt(at);
      if (c == '\'') {
        at = quoted(at + 1);
      } else if (isLetter(c)) {
        var end = at;
        while (end < format.length() && format.charAt(end) == c) {
          end++;
        }
        out.append(field(c, end - at));
        at = end;
      } else {
        out.append(c);
        at++;
      }
      Bounds.checkText(out.length());
    }
    return out.toString();
  }

  private static boolean isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  /** Copies what is between quotes, and returns where it goes on after them. */
  private int quoted(int start) {
    if (format.startsWith("'", start)) {
      out.append('\'');
      return start + 1;
    }
    for (var at = start; at < format.length(); at++) {
      if (format.charAt(at) != '\'') {
        out.append(format.charAt(at));
      } else if (format.startsWith("'", at + 1)) {
        out.append('\'');
        at++;
      } else {
        return at + 1;
      }
    }
    throw new Refusal(0, "has a single quote that is not closed");
  }

  private String field(char letter, int length) {
    var hour = time.getHour();
    return switch (letter) {
      case 'Y' -> year(length);
      case 'M' -> month(length);
      case 'D' -> number(letter, length, time.getDayOfMonth());
      case 'E' -> weekday(length);
      case 'h' -> number(letter, length, hour);
      case 'H' -> number(letter, length, hour % 12 == 0 ? 12 : hour % 12);
      case 'A', 'a' -> half(letter, length);
      case 'm' -> number(letter, length, time.getMinute());
      case 's' -> number(letter, length, time.getSecond());
      case 'Z' -> offset(length);
      default -> throw unknown(letter, length);
    };
  }

  private static Refusal unknown(char letter, int length) {
    return new Refusal(
        0,
        "has the unknown field "
            + String.valueOf(letter).repeat(Math.min(length, 6))
            + "; letters that stand for themselves are between single quotes");
  }

  private static String number(char letter, int length, int number) {
    return switch (length) {
      case 1 -> Integer.toString(number);
      case 2 -> String.format("%02d", number);
      default -> throw unknown(letter, length);
    };
  }

  private String year(int length) {
    return switch (length) {
      case 2 -> String.format("%02d", time.getYear() % 100);
      case 4 -> String.format("%04d", time.getYear());
      default -> throw unknown('Y', length);
    };
  }

  private String month(int length) {
    var name = english(time.getMonth().name());
    return switch (length) {
      case 3 -> name.substring(0, SHORT_NAME_CHARS);
      case 4 -> name;
      default -> number('M', length, time.getMonthValue());
    };
  }

  private String weekday(int length) {
    var name = english(time.getDayOfWeek().name());
    return switch (length) {
      case 3 -> name.substring(0, SHORT_NAME_CHARS);
      case 4 -> name;
      default -> throw unknown('E', length);
    };
  }

  /** {@code MONDAY} as {@code Monday}. */
  private static String english(String constant) {
    return constant.charAt(0) + constant.substring(1).toLowerCase(Locale.ROOT);
  }

  private String half(char letter, int length) {
    if (length != 2) {
      throw unknown(letter, length);
    }
    var half = time.getHour() < 12 ? "am" : "pm";
    return letter == 'A' ? half.toUpperCase(Locale.ROOT) : half;
  }

  private String offset(int length) {
    var timestamp = new Timestamp(time);
    return switch (length) {
      case 1 -> timestamp.offset(":", "Z");
      case 3 -> timestamp.offset("", "UTC");
      case 4 -> timestamp.offset("", "+0000");
      case 5 -> timestamp.offset(":", "+00:00");
      default -> throw unknown('Z', length);
    };
  }
}
