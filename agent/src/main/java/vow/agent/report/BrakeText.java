package vow.agent.report;

import vow.engine.Hold;

/** What keeps everything from being repaired, in a sentence that says how to end it. */
public final class BrakeText {
  private static final String RELEASE = "; vow hold --all --release ends that";

  private BrakeText() {}

  /** The sentence. */
  public static String of(Hold hold) {
    var why = hold.why().isEmpty() ? "" : ": " + hold.why();
    var until = hold.untilMs() == Hold.FOREVER ? "" : " until " + HappenedJson.time(hold.untilMs());
    return switch (hold.sort()) {
      case HOLD, UNDO -> "nothing is repaired, held by " + hold.who() + until + why + RELEASE;
      case BREAKER -> "BREAKER: repairs have stopped" + why + RELEASE;
      case OBSERVE -> "nothing is repaired, only observed: the policy or the command line says so";
    };
  }
}
