package vow.language.eval;

import java.util.Random;

/**
 * Expressions over the variables {@code n s b l o}: a number, a string, a bool, a list of strings,
 * an object with {@code name} and {@code list}. Most have a value; errors are wanted as well.
 */
final class RandomExpressions {
  private static final int MAX_DEPTH = 4;

  private final Random random;
  private final boolean conditionals;

  RandomExpressions(long seed, boolean conditionals) {
    this.random = new Random(seed);
    this.conditionals = conditionals;
  }

  String next() {
    return any(0);
  }

  private String pick(String... choices) {
    return choices[random.nextInt(choices.length)];
  }

  private String any(int depth) {
    return switch (random.nextInt(6)) {
      case 0 -> number(depth);
      case 1 -> text(depth);
      case 2 -> bool(depth);
      case 3 -> list(depth);
      case 4 -> object(depth);
      default -> pick("n", "s", "b", "l", "o", "null", "o.nothing", "l[9]", "[]", "{}");
    };
  }

  private String number(int depth) {
    if (depth >= MAX_DEPTH) {
      return pick("n", "1", "0", "2.5", "-3");
    }
    return switch (random.nextInt(6)) {
      case 0 ->
          "("
              + number(depth + 1)
              + pick(" + ", " - ", " * ", " / ", " % ")
              + number(depth + 1)
              + ")";
      case 1 -> "-" + number(depth + 1);
      case 2 -> "count(" + any(depth + 1) + ", " + list(depth + 1) + "...)";
      case 3 -> "try(" + any(depth + 1) + ", " + number(depth + 1) + ")";
      case 4 -> choice(bool(depth + 1), number(depth + 1), number(depth + 1));
      default -> "n";
    };
  }

  private String text(int depth) {
    if (depth >= MAX_DEPTH) {
      return pick("s", "\"x\"", "\"\"", "o.name", "l[0]");
    }
    return switch (random.nextInt(7)) {
      case 0 -> "\"" + pick("a", "") + "${" + any(depth + 1) + "}${" + text(depth + 1) + "}\"";
      case 1 -> "upper(" + text(depth + 1) + ")";
      case 2 -> list(depth + 1) + "[" + number(depth + 1) + "]";
      case 3 -> object(depth + 1) + "[" + text(depth + 1) + "]";
      case 4 -> "\"%{ for v in " + list(depth + 1) + " }${v}%{ endfor }\"";
      case 5 -> choice(bool(depth + 1), text(depth + 1), text(depth + 1));
      default -> "s";
    };
  }

  private String bool(int depth) {
    if (depth >= MAX_DEPTH) {
      return pick("b", "true", "false");
    }
    return switch (random.nextInt(6)) {
      case 0 -> "(" + any(depth + 1) + pick(" == ", " != ") + any(depth + 1) + ")";
      case 1 -> "(" + number(depth + 1) + pick(" < ", " >= ") + number(depth + 1) + ")";
      case 2 -> "(" + bool(depth + 1) + pick(" && ", " || ") + bool(depth + 1) + ")";
      case 3 -> "!" + bool(depth + 1);
      case 4 -> choice(bool(depth + 1), bool(depth + 1), bool(depth + 1));
      default -> "b";
    };
  }

  private String list(int depth) {
    if (depth >= MAX_DEPTH) {
      return pick("l", "[]", "[s]", "o.list");
    }
    return switch (random.nextInt(7)) {
      case 0 -> "[" + any(depth + 1) + ", " + any(depth + 1) + "]";
      case 1 -> "[for i, v in " + list(depth + 1) + ": " + pick("v", "i", any(depth + 1)) + "]";
      case 2 -> "[for v in " + list(depth + 1) + ": v if " + pick("v != s", bool(depth + 1)) + "]";
      case 3 -> "toset(" + list(depth + 1) + ")";
      case 4 -> any(depth + 1) + "[*]";
      case 5 -> choice(bool(depth + 1), list(depth + 1), list(depth + 1));
      default -> "l";
    };
  }

  private String object(int depth) {
    if (depth >= MAX_DEPTH) {
      return pick("o", "{}", "{x = s}");
    }
    return switch (random.nextInt(5)) {
      case 0 -> "{a = " + any(depth + 1) + ", (" + text(depth + 1) + ") = " + any(depth + 1) + "}";
      case 1 -> "{for v in " + list(depth + 1) + ": v => " + any(depth + 1) + "}";
      case 2 -> "{for i, v in " + list(depth + 1) + ": v => i...}";
      case 3 -> "tomap(" + object(depth + 1) + ")";
      default -> "o";
    };
  }

  private String choice(String condition, String then, String otherwise) {
    return conditionals ? "(" + condition + " ? " + then + " : " + otherwise + ")" : then;
  }
}
