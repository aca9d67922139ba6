package vow.cli;

/**
 * One place for words after a verb.
 *
 * @param name in capitals, as the help shows it
 * @param least how many words must be there
 * @param most how many may be there
 */
record Argument(String name, int least, int most, Kind kind, String help) {
  /** No command line is longer than this. */
  static final int MANY = 10_000;

  /** What a shell should offer to complete. */
  enum Kind {
    PATH,
    PROMISE,
    VERB,
    WORD
  }

  static Argument one(String name, Kind kind, String help) {
    return new Argument(name, 1, 1, kind, help);
  }

  static Argument optional(String name, Kind kind, String help) {
    return new Argument(name, 0, 1, kind, help);
  }

  static Argument any(String name, Kind kind, String help) {
    return new Argument(name, 0, MANY, kind, help);
  }

  /** As the help shows it: {@code [PATH...]}. */
  String usage() {
    var word = most > 1 ? name + "..." : name;
    return least > 0 ? word : "[" + word + "]";
  }
}
