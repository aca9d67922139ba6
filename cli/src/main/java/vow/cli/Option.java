package vow.cli;

/**
 * One option of a verb.
 *
 * @param name as typed, with its two dashes
 * @param letter the short form without its dash, or empty
 * @param value what the value is called in the help; empty for a switch
 * @param repeats whether it may be given more than once
 */
record Option(String name, String letter, String value, String help, boolean repeats) {
  static Option toggle(String name, String help) {
    return new Option(name, "", "", help, false);
  }

  static Option valued(String name, String value, String help) {
    return new Option(name, "", value, help, false);
  }

  static Option repeated(String name, String value, String help) {
    return new Option(name, "", value, help, true);
  }

  Option shortly(String newLetter) {
    return new Option(name, newLetter, value, help, repeats);
  }

  boolean takesValue() {
    return !value.isEmpty();
  }

  /** As the help shows it: {@code -e, --expression EXPR}. */
  String usage() {
    var both = letter.isEmpty() ? name : "-" + letter + ", " + name;
    return takesValue() ? both + " " + value : both;
  }
}
