package vow.agent.report;

import java.util.Map;

/** That news could not be told, in a sentence. */
public final class UntoldText {
  private UntoldText() {}

  /** The sentence. */
  public static String of(Reporter.Untold untold) {
    return of(untold.contact(), Long.toString(untold.lost()), untold.why());
  }

  /** The same of an entry of the journal. */
  public static String of(Map<?, ?> entry) {
    return of(
        String.valueOf(entry.get("notify")),
        String.valueOf(entry.get("lost")),
        String.valueOf(entry.get("message")));
  }

  private static String of(String contact, String lost, String why) {
    return "unable to tell " + contact + ", " + lost + " pieces of news are lost: " + why;
  }
}
