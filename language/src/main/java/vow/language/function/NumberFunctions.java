package vow.language.function;

import static vow.language.function.Bodies.body;
import static vow.language.function.Bodies.function;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.function.UnaryOperator;
import vow.language.eval.Function;
import vow.language.eval.FunctionBuilder;
import vow.language.value.BasicType;
import vow.language.value.Conversion;
import vow.language.value.Numbers;
import vow.language.value.Value;

/** Numbers. */
final class NumberFunctions {
  private NumberFunctions() {}

  static Function make(String name) {
    return switch (name) {
      case "abs" -> abs();
      case "ceil" -> ceil();
      case "floor" -> floor();
      case "log" -> log();
      case "max" -> max();
      case "min" -> min();
      case "parseint" -> parseint();
      case "pow" -> pow();
      case "signum" -> signum();
      case "sum" -> sum();
      default -> throw Family.missing(name);
    };
  }

  private static Function unary(FunctionBuilder builder, UnaryOperator<BigDecimal> operation) {
    return builder
        .takes("number", BasicType.NUMBER)
        .gives(BasicType.NUMBER)
        .does(body(arguments -> Value.number(operation.apply(arguments.number(0)))));
  }

  private static Function abs() {
    return unary(
        function("abs", "The number without its sign.").example("abs(-1.5)", "1.5"),
        BigDecimal::abs);
  }

  private static Function ceil() {
    return unary(
        function("ceil", "The nearest whole number that is not smaller.").example("ceil(5.1)", "6"),
        number -> number.setScale(0, RoundingMode.CEILING));
  }

  private static Function floor() {
    return unary(
        function("floor", "The nearest whole number that is not larger.")
            .example("floor(5.9)", "5"),
        number -> number.setScale(0, RoundingMode.FLOOR));
  }

  private static Function signum() {
    return unary(
        function("signum", "-1, 0 or 1: the sign of the number.").example("signum(-13)", "-1"),
        number -> BigDecimal.valueOf(number.signum()));
  }

  private static Function log() {
    return function("log", "The logarithm of the number to the base, in double precision.")
        .takes("number", BasicType.NUMBER)
        .takes("base", BasicType.NUMBER)
        .gives(BasicType.NUMBER)
        .example("log(16, 2)", "4")
        .does(
            body(arguments ->
                finite(
                    StrictMath.log(arguments.number(0).doubleValue())
                        / StrictMath.log(arguments.number(1).doubleValue()))));
  }

  private static Function pow() {
    return function(
            "pow",
            "The number raised to the power: exact for whole numbers, else in double precision.")
        .takes("number", BasicType.NUMBER)
        .takes("power", BasicType.NUMBER)
        .gives(BasicType.NUMBER)
        .example("pow(2, 10)", "1024")
        .does(body(arguments -> power(arguments.number(0), arguments.number(1))));
  }

  private static Value power(BigDecimal number, BigDecimal power) {
    if (Whole.isWhole(number) && Whole.isWhole(power) && power.signum() >= 0) {
      return wholePower(number, power);
    }
    return finite(StrictMath.pow(number.doubleValue(), power.doubleValue()));
  }

  private static Value wholePower(BigDecimal number, BigDecimal power) {
    if (power.signum() == 0 || number.abs().compareTo(BigDecimal.ONE) <= 0) {
      var isOdd = power.toBigInteger().testBit(0);
      return Value.number(power.signum() == 0 ? BigDecimal.ONE : isOdd ? number : number.abs());
    }
    var digits = power.multiply(BigDecimal.valueOf(number.abs().toBigInteger().bitLength() - 1L));
    if (digits.compareTo(BigDecimal.valueOf(4L * Numbers.MAX_DIGITS)) > 0) {
      throw tooLarge();
    }
    return Numbers.limited(number.pow(power.intValueExact()))
        .map(Value::number)
        .orElseThrow(NumberFunctions::tooLarge);
  }

  private static Value finite(double number) {
    if (!Double.isFinite(number)) {
      throw new Refusal("the result is not a finite number");
    }
    return Value.number(BigDecimal.valueOf(number));
  }

  private static Refusal tooLarge() {
    return new Refusal("the result would have more than " + Numbers.MAX_DIGITS + " digits");
  }

  private static Function max() {
    return function("max", "The largest of the numbers.")
        .takesMany("numbers", BasicType.NUMBER)
        .gives(BasicType.NUMBER)
        .example("max(12, 54, 3)", "54")
        .does(body(arguments -> extreme(arguments, 1)));
  }

  private static Function min() {
    return function("min", "The smallest of the numbers.")
        .takesMany("numbers", BasicType.NUMBER)
        .gives(BasicType.NUMBER)
        .example("min(12, 54, 3)", "3")
        .does(body(arguments -> extreme(arguments, -1)));
  }

  private static Value extreme(Arguments arguments, int sign) {
    if (arguments.count() == 0) {
      throw new Refusal("at least one number is required");
    }
    var extreme = arguments.number(0);
    for (var i = 1; i < arguments.count(); i++) {
      var number = arguments.number(i);
      extreme = number.compareTo(extreme) * sign > 0 ? number : extreme;
    }
    return Value.number(extreme);
  }

  private static Function parseint() {
    return function(
            "parseint",
            "The whole number that the text writes in the base, from 2 to 62. Above 36 letters in"
                + " upper case follow those in lower case.")
        .takes("text", BasicType.DYNAMIC)
        .takes("base", BasicType.NUMBER)
        .gives(BasicType.NUMBER)
        .example("parseint(\"755\", 8)", "493")
        .does(body(NumberFunctions::parsed));
  }

  private static Value parsed(Arguments arguments) {
    if (!(arguments.shown(0) instanceof Value.Text text)) {
      throw new Refusal(0, "must be a string, not a " + arguments.shown(0).type().describe());
    }
    var base = arguments.whole(1);
    if (base < 2 || base > 62) {
      throw new Refusal(1, "must be a whole number between 2 and 62");
    }
    return Digits.parse(text.text(), base)
        .map(BigDecimal::new)
        .flatMap(Numbers::limited)
        .map(Value::number)
        .orElseThrow(() -> new Refusal(0, "is not a whole number in base " + base));
  }

  private static Function sum() {
    return function("sum", "The sum of the numbers in a list, set or tuple, which is not empty.")
        .takes("numbers", BasicType.DYNAMIC)
        .gives(BasicType.NUMBER)
        .example("sum([10, 13, 6])", "29")
        .does(body(NumberFunctions::total));
  }

  private static Value total(Arguments arguments) {
    var items = arguments.items(0);
    if (items.isEmpty()) {
      throw new Refusal(0, "must not be empty");
    }
    var total = BigDecimal.ZERO;
    for (var item : items) {
      if (!(Conversion.convert(item, BasicType.NUMBER)
              instanceof Conversion.Converted(Value number))
          || !(number instanceof Value.Numeric(BigDecimal part))) {
        throw new Refusal(0, "must hold nothing but numbers");
      }
      total = Numbers.add(total, part).orElseThrow(NumberFunctions::tooLarge);
    }
    return Value.number(total);
  }
}
