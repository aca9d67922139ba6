package vow.agent;

import java.util.Optional;
import vow.engine.Hold;

/** When everything cannot be put under an override, or released from it, and why. */
final class AllHeld {
  private AllHeld() {}

  /** Why a person cannot hold everything while this is in force; empty when that is fine. */
  static Optional<String> whyNotHold(Hold brake) {
    return switch (brake.sort()) {
      case HOLD, UNDO -> Optional.empty();
      case BREAKER ->
          Optional.of(
              "the breaker has stopped repairs already ("
                  + brake.why()
                  + "); it stays until --release");
      case OBSERVE -> Optional.of("nothing is repaired anyway: only observed");
    };
  }

  /** Why a person cannot end it. */
  static Optional<String> whyNotRelease(Optional<Hold> brake) {
    if (brake.isEmpty()) {
      return Optional.of("nothing is held as a whole; vow status lists single promises");
    }
    return switch (brake.get().sort()) {
      case HOLD, UNDO, BREAKER -> Optional.empty();
      case OBSERVE ->
          Optional.of(
              "the policy says mode = \"observe\", or the agent was started with --observe:"
                  + " change that");
    };
  }
}
