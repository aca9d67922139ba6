package vow.model;

import java.util.Locale;

/** What came of a promise: CFEngine's five, and vow's three. */
public enum Outcome {
  /** It was as promised. */
  KEPT,
  /** It was not, and now is. */
  REPAIRED,
  /** It could not be made so. */
  FAILED,
  /** Making it so is not permitted here. */
  DENIED,
  /** It took longer than allowed. */
  TIMEOUT,
  /** A promise that it needs was not kept. */
  SKIPPED,
  /** An offer that it uses was withdrawn. */
  SUSPENDED,
  /** Nothing was done: an override or {@code noop}. */
  NOOP;

  /** The word used in text, JSON and metrics. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The word for it when nothing was done but to look. */
  public String planWord() {
    return switch (this) {
      case REPAIRED -> "would-repair";
      case FAILED, TIMEOUT -> "would-fail";
      case KEPT, DENIED, SKIPPED, SUSPENDED, NOOP -> word();
    };
  }

  /** Whether a run with this outcome still ends with exit code 0. */
  public boolean good() {
    return this == KEPT || this == REPAIRED || this == NOOP;
  }

  /** Whether promises that need this one may go on. */
  public boolean satisfies() {
    return this == KEPT || this == REPAIRED || this == NOOP;
  }
}
