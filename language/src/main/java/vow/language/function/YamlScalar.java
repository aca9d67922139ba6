package vow.language.function;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import vow.language.value.BasicType;
import vow.language.value.Conversion;
import vow.language.value.Numbers;
import vow.language.value.Value;
import vow.language.value.Values;

/**
 * What a plain scalar of YAML means: null, a bool (with the words of YAML 1.1), a number (decimal,
 * 0o and 0x of YAML 1.2), a timestamp, which becomes text, or text.
 */
final class YamlScalar {
  private static final String TAGS = "tag:yaml.org,2002:";

  private YamlScalar() {}

  static Value resolve(Optional<String> tag, String text, Function<String, Refusal> refused) {
    if (tag.isEmpty()) {
      return implied(text, refused);
    }
    var name = tag.get().startsWith(TAGS) ? tag.get().substring(TAGS.length()) : tag.get();
    return switch (name) {
      case "str" -> Value.text(text);
      case "null" -> Values.NULL;
      case "bool" ->
          word(text)
              .filter(it -> it instanceof Value.Bool)
              .orElseThrow(() -> refused.apply("this is no bool"));
      case "int", "float" ->
          number(text.replace("_", "")).orElseThrow(() -> refused.apply("this is no number"));
      case "timestamp" ->
          YamlTime.read(text).orElseThrow(() -> refused.apply("this is no timestamp"));
      case "binary" -> {
        Bytes.fromBase64(text, 0);
        yield Value.text(text);
      }
      default -> throw refused.apply("the tag !!" + name + " is not supported");
    };
  }

  private static Value implied(String text, Function<String, Refusal> refused) {
    var word = word(text);
    if (word.isPresent()) {
      return word.get();
    }
    var lower = text.length() <= 5 ? text.toLowerCase(Locale.ROOT) : text;
    if (lower.equals(".nan")
        || lower.equals(".inf")
        || lower.equals("+.inf")
        || lower.equals("-.inf")) {
      throw refused.apply(text + " is no number that the language has");
    }
    return YamlTime.read(text).or(() -> number(text)).orElse(Value.text(text));
  }

  /** A name in a mapping. */
  static String name(Value value, Function<String, Refusal> refused) {
    if (Conversion.convert(value, BasicType.STRING)
        instanceof Conversion.Converted(Value.Text name)) {
      return name.text();
    }
    throw refused.apply("null cannot be a name in a mapping");
  }

  private static Optional<Value> word(String text) {
    return switch (text) {
      case "", "~", "null", "Null", "NULL" -> Optional.of(Values.NULL);
      case "y", "Y", "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON" ->
          Optional.of(Values.TRUE);
      case "n", "N", "no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF" ->
          Optional.of(Values.FALSE);
      default -> Optional.empty();
    };
  }

  private static Optional<Value> number(String text) {
    if (text.startsWith("0x")) {
      return based(text, 16);
    }
    if (text.startsWith("0o")) {
      return based(text, 8);
    }
    return Numbers.parse(text).map(Value::number);
  }

  private static Optional<Value> based(String text, int base) {
    var digits = text.substring(2);
    var isSigned = digits.startsWith("-") || digits.startsWith("+");
    Optional<BigInteger> number = isSigned ? Optional.empty() : Digits.parse(digits, base);
    return number.map(BigDecimal::new).flatMap(Numbers::limited).map(Value::number);
  }
}
