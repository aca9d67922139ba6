package vow.language.function;

/**
 * Reads one verb of a format: {@code %}, flags, width, {@code .precision}, {@code [value]}, letter.
 */
final class VerbReader {
  /** Wider fields are no formatting. */
  private static final int MAX_NUMBER = 10_000;

  private final String text;
  private final int start;
  private int at;

  /** At the percent sign. */
  VerbReader(String text, int start) {
    this.text = text;
    this.start = start;
    this.at = start + 1;
  }

  /** The verb, for the value of that number unless it names another. */
  Verb read(int next) {
    var flagsStart = at;
    while (at < text.length() && "0#-+ ".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    var flags = text.substring(flagsStart, at);
    var width = isDigit() ? number() : Verb.NONE;
    var precision = Verb.NONE;
    if (isAt('.')) {
      at++;
      precision = isDigit() ? number() : 0;
    }
    var argument = isAt('[') ? chosen() : next;
    if (at == text.length()) {
      throw new Refusal(0, "ends in the middle of " + text.substring(start));
    }
    var letter = text.codePointAt(at);
    at += Character.charCount(letter);
    var source = text.substring(start, at);
    if (!isLetter(letter)) {
      throw new Refusal(0, "has no verb at " + source);
    }
    return new Verb(source, (char) letter, flags, width, precision, argument);
  }

  private static boolean isLetter(int letter) {
    return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z');
  }

  private int chosen() {
    at++;
    var argument = isDigit() ? number() : 0;
    if (argument == 0 || !isAt(']')) {
      throw new Refusal(0, "has no number in brackets at " + text.substring(start, at));
    }
    at++;
    return argument;
  }

  private int number() {
    var number = 0;
    for (; isDigit(); at++) {
      number = number * 10 + text.charAt(at) - '0';
      if (number > MAX_NUMBER) {
        throw new Refusal(0, "has a number larger than " + MAX_NUMBER + " in a verb");
      }
    }
    return number;
  }

  private boolean isDigit() {
    return at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9';
  }

  private boolean isAt(char c) {
    return at < text.length() && text.charAt(at) == c;
  }
}
