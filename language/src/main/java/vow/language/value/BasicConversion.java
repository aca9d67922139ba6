package vow.language.value;

import java.util.Optional;

/** Conversions to the types without parts. */
final class BasicConversion {
  private static final int MAX_SHOWN_CHARS = 40;

  private BasicConversion() {}

  static Conversion.Result convert(Value value, BasicType target, boolean hidden) {
    return switch (target) {
      case STRING ->
          switch (value) {
            case Value.Numeric number ->
                new Conversion.Converted(Value.text(Numbers.text(number.number())));
            case Value.Bool bool ->
                new Conversion.Converted(Value.text(Boolean.toString(bool.truth())));
            case Value other -> Conversion.refused(other.type(), target);
          };
      case NUMBER ->
          value instanceof Value.Text text
              ? number(text.text(), hidden)
              : Conversion.refused(value.type(), target);
      case BOOL ->
          value instanceof Value.Text text
              ? bool(text.text(), hidden)
              : Conversion.refused(value.type(), target);
      case DYNAMIC -> new Conversion.Converted(value);
    };
  }

  private static Conversion.Result number(String text, boolean hidden) {
    Optional<Conversion.Result> number =
        Numbers.parse(text).map(it -> new Conversion.Converted(Value.number(it)));
    if (number.isPresent()) {
      return number.get();
    }
    return Numbers.isDecimal(text)
        ? new Conversion.Refused("a number has at most " + Numbers.MAX_DIGITS + " digits")
        : new Conversion.Refused("a number is required" + notThis(text, hidden));
  }

  private static Conversion.Result bool(String text, boolean hidden) {
    return switch (text) {
      case "true", "1" -> new Conversion.Converted(Values.TRUE);
      case "false", "0" -> new Conversion.Converted(Values.FALSE);
      case "True", "TRUE", "False", "FALSE" ->
          new Conversion.Refused(
              "a bool is required"
                  + notThis(text, hidden)
                  + ": true and false are written in lower case");
      default -> new Conversion.Refused("a bool is required" + notThis(text, hidden));
    };
  }

  private static String notThis(String text, boolean hidden) {
    if (hidden) {
      return "";
    }
    var cut = text.length() > MAX_SHOWN_CHARS ? text.substring(0, MAX_SHOWN_CHARS) + "..." : text;
    return ", not \"" + cut + "\"";
  }
}
