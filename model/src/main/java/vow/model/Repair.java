package vow.model;

/** What came of a repair or a refresh. */
public sealed interface Repair {
  /**
   * The machine is now as promised.
   *
   * @param note shown as the outcome's message, often empty
   * @param undo what was replaced
   */
  record Done(String note, Undo undo) implements Repair {
    public Done(String note) {
      this(note, Undo.NOTHING);
    }
  }

  /** It is not. The outcome is one that is not good. */
  record Undone(Outcome outcome, String why) implements Repair {
    public Undone {
      if (outcome.good()) {
        throw new IllegalArgumentException("not a bad outcome: " + outcome);
      }
    }
  }

  /** Done, with nothing to add. */
  static Repair done() {
    return new Done("");
  }

  /** Failed for this reason: lower case, what and why. */
  static Repair failed(String why) {
    return new Undone(Outcome.FAILED, why);
  }

  /** Denied for this reason. */
  static Repair denied(String why) {
    return new Undone(Outcome.DENIED, why);
  }

  /** It took longer than allowed. */
  static Repair timeout(String why) {
    return new Undone(Outcome.TIMEOUT, why);
  }
}
