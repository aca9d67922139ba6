package vow.model;

/** A keeper's answer to "is it kept?". */
public sealed interface Assessment {
  /** As promised. The note, often empty, is shown as the outcome's message. */
  record Kept(String note) implements Assessment {}

  /** Not as promised, and a repair is known. */
  record Drifted(Change change) implements Assessment {}

  /** Not as promised, and nothing that may be done would make it so. */
  record Unkeepable(Outcome outcome, String why) implements Assessment {
    public Unkeepable {
      if (outcome.good()) {
        throw new IllegalArgumentException("not a bad outcome: " + outcome);
      }
    }
  }

  /** Kept, with nothing to add. */
  static Assessment kept() {
    return new Kept("");
  }

  /** Drifted, with nothing but a summary to show. */
  static Assessment drifted(String summary) {
    return new Drifted(Change.of(summary));
  }

  /** Failed for this reason: lower case, what and why. */
  static Assessment failed(String why) {
    return new Unkeepable(Outcome.FAILED, why);
  }

  /** Denied for this reason. */
  static Assessment denied(String why) {
    return new Unkeepable(Outcome.DENIED, why);
  }
}
