package vow.agent.report;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import vow.engine.Hold;

/** What keeps everything from being repaired, in a sentence that says how to end it. */
public final class BrakeText {
  private static final String RELEASE = "; vow hold --all --release ends that";

  private BrakeText() {}

  /** The sentence. */
  public static String of(Hold hold) {
    return of(HappenedJson.override(hold));
  }

  /** The same of a brake as status and journal have it. */
  public static String of(Map<?, ?> brake) {
    var why = part(": ", brake.get("why"));
    return switch (String.valueOf(brake.get("kind"))) {
      case "breaker" -> "BREAKER: repairs have stopped" + why + RELEASE;
      case "observe" -> "nothing is repaired, only observed: policy or command line say so";
      default ->
          "nothing is repaired, held by "
              + brake.get("who")
              + part(" until ", brake.get("until"))
              + why
              + RELEASE;
    };
  }

  private static String part(String before, @Nullable Object value) {
    return value == null ? "" : before + value;
  }
}
