package vow.agent.loop;

import java.io.PrintWriter;
import java.io.StringWriter;

/** How a defect of vow itself is told: a sentence for the user, the trace for who asks for it. */
final class Defect {
  private static final boolean TRACE = System.getenv("VOW_DEBUG") != null;

  private Defect() {}

  static String text(String what, Throwable defect) {
    if (!TRACE) {
      return "unable to " + what + ": a defect in vow (" + defect + "); VOW_DEBUG=1 shows where";
    }
    var trace = new StringWriter();
    defect.printStackTrace(new PrintWriter(trace));
    return "unable to " + what + ": a defect in vow: " + trace;
  }
}
