package vow.model.tell;

import java.util.Locale;

/** What people may want to be told of. */
public enum Occasion {
  /** A promise failed, was denied or took too long; and that it is kept again. */
  FAILED,
  /** Somebody else keeps changing a promise. */
  CONTESTED,
  /** Too much differed at once, and repairs have stopped; and that they go on. */
  BREAKER,
  /** Once a day, how everything stands and what has happened. */
  SUMMARY;

  /** The word used in policies, text and JSON. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
