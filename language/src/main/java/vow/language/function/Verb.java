package vow.language.function;

import java.math.BigDecimal;
import java.util.Locale;
import vow.language.value.BasicType;
import vow.language.value.Conversion;
import vow.language.value.Type;
import vow.language.value.Value;

/**
 * One verb of a format. Widths and precisions of texts count characters as readers see them.
 *
 * @param source as written, {@code %-8.3f}
 * @param width or {@link #NONE}
 * @param precision or {@link #NONE}
 * @param argument the number of the value that it shows, from 1
 */
record Verb(String source, char letter, String flags, int width, int precision, int argument)
    implements Format.Part {
  static final int NONE = -1;

  private static final int DEFAULT_PRECISION = 6;

  String of(Value value) {
    if (value.isNull() && letter != 'v') {
      throw refused("cannot show null; %v can");
    }
    return switch (letter) {
      case 'v' -> anything(value);
      case 't' -> converted(value, BasicType.BOOL).equals(Value.bool(true)) ? "true" : "false";
      case 'd' -> whole(value, 10, "");
      case 'b' -> whole(value, 2, "0b");
      case 'o' -> whole(value, 8, "0");
      case 'x' -> whole(value, 16, "0x");
      case 'X' -> whole(value, 16, "0X").toUpperCase(Locale.ROOT);
      case 'e', 'E', 'f', 'g', 'G' -> decimal(value);
      case 's' -> padded(cut(value));
      case 'q' -> padded(JsonWriter.text(Value.text(cut(value))));
      default -> throw new Refusal(0, "has the unknown verb " + source);
    };
  }

  private Refusal refused(String why) {
    return new Refusal(argument, source + " " + why);
  }

  private Value converted(Value value, Type type) {
    return switch (Conversion.convert(value, type)) {
      case Conversion.Converted(Value converted) -> converted;
      case Conversion.Refused _ ->
          throw refused("needs a " + type.describe() + ", not a " + value.type().describe());
    };
  }

  private String anything(Value value) {
    if (!hasFlag('#')) {
      if (value instanceof Value.Text(String text)) {
        return padded(text);
      }
      if (value instanceof Value.Numeric(BigDecimal number)) {
        return padded(DecimalText.general(number, NONE));
      }
    }
    return padded(JsonWriter.text(value));
  }

  /** The value as a text, cut to the precision. */
  private String cut(Value value) {
    var text = ((Value.Text) converted(value, BasicType.STRING)).text();
    return precision > 0 ? Graphemes.first(text, precision) : text;
  }

  private BigDecimal number(Value value) {
    return ((Value.Numeric) converted(value, BasicType.NUMBER)).number();
  }

  private String whole(Value value, int base, String prefix) {
    var number = number(value);
    if (!Whole.isWhole(number)) {
      throw refused("needs a whole number");
    }
    var digits = number.toBigInteger().abs().toString(base);
    if (precision == 0 && number.signum() == 0) {
      return "";
    }
    var zeros = "0".repeat(Math.max(0, precision - digits.length()));
    var head = sign(number.signum() < 0) + (hasFlag('#') ? prefix : "");
    return filled(head, zeros + digits, hasFlag('0') && precision == NONE);
  }

  private String decimal(Value value) {
    var number = number(value);
    var magnitude = number.abs();
    var places = precision == NONE ? DEFAULT_PRECISION : precision;
    var digits =
        switch (letter) {
          case 'f' -> DecimalText.fixed(magnitude, places);
          case 'e', 'E' -> DecimalText.scientific(magnitude, places);
          default -> DecimalText.general(magnitude, precision);
        };
    var shown = letter == 'E' || letter == 'G' ? digits.toUpperCase(Locale.ROOT) : digits;
    return filled(sign(number.signum() < 0), shown, hasFlag('0'));
  }

  private String sign(boolean isNegative) {
    return isNegative ? "-" : hasFlag('+') ? "+" : hasFlag(' ') ? " " : "";
  }

  /** A number at its width: zeros go between the sign and the digits. */
  private String filled(String head, String digits, boolean withZeros) {
    var missing = Math.max(0, width - head.length() - digits.length());
    if (hasFlag('-')) {
      return head + digits + " ".repeat(missing);
    }
    return withZeros ? head + "0".repeat(missing) + digits : " ".repeat(missing) + head + digits;
  }

  private String padded(String text) {
    var missing = width - (width <= 0 ? width : Graphemes.count(text));
    if (missing <= 0) {
      return text;
    }
    var padding = (hasFlag('0') ? "0" : " ").repeat(missing);
    return hasFlag('-') ? text + padding : padding + text;
  }

  private boolean hasFlag(char flag) {
    return flags.indexOf(flag) >= 0;
  }
}
