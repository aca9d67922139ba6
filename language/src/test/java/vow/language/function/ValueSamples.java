package vow.language.function;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import vow.language.value.BasicType;
import vow.language.value.TextOrder;
import vow.language.value.Value;
import vow.language.value.Values;

/** Random values: small, and with the characters that encodings trip over. */
final class ValueSamples {
  private static final String[] LETTERS = {
    "a",
    "b",
    "7",
    " ",
    "\n",
    "\t",
    "\"",
    "'",
    "\\",
    ":",
    "-",
    "#",
    "<",
    "&",
    "{",
    "}",
    "%",
    "$",
    "\u00e9",
    "\u0000",
    "\u0085",
    "\u2028",
    "\ud83d\udc27",
    "\ufeff",
    "|",
    ",",
    "\r",
    "true",
    "~",
    "0x1"
  };

  private final Random random;

  ValueSamples(Random random) {
    this.random = random;
  }

  /** Tuples, objects, texts, numbers, bools and null, as documents have them. */
  Value document(int depth) {
    return switch (random.nextInt(depth > 0 ? 7 : 5)) {
      case 0 -> Values.NULL;
      case 1 -> Value.bool(random.nextBoolean());
      case 2 -> Value.number(number());
      case 3, 4 -> Value.text(text());
      case 5 -> {
        var items = new ArrayList<Value>();
        for (var i = random.nextInt(4); i > 0; i--) {
          items.add(document(depth - 1));
        }
        yield new Value.Tuple(items);
      }
      default -> {
        var attributes = new TreeMap<String, Value>(TextOrder.COMPARATOR);
        for (var i = random.nextInt(4); i > 0; i--) {
          attributes.put(((Value.Text) Value.text(text())).text(), document(depth - 1));
        }
        yield Value.object(attributes);
      }
    };
  }

  String text() {
    var text = new StringBuilder();
    for (var i = random.nextInt(random.nextInt(10) == 0 ? 200 : 8); i > 0; i--) {
      text.append(LETTERS[random.nextInt(LETTERS.length)]);
    }
    return text.toString();
  }

  BigDecimal number() {
    var digits = new BigInteger(random.nextInt(120), random);
    var signed = random.nextBoolean() ? digits : digits.negate();
    return new BigDecimal(signed, random.nextInt(12));
  }

  /** A list of words of few letters, so that some are equal. */
  List<Value> words() {
    var words = new ArrayList<Value>();
    for (var i = random.nextInt(8); i > 0; i--) {
      words.add(Value.text(Character.toString('a' + random.nextInt(5))));
    }
    return words;
  }

  Value wordList() {
    return Value.list(BasicType.STRING, words());
  }

  Value wordSet() {
    return Value.set(BasicType.STRING, words());
  }
}
