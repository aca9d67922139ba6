package vow.agent.report;

import java.io.PrintStream;
import java.util.Optional;
import vow.engine.Happened;
import vow.engine.Hold;

/** {@code keep --json}: one line an assessment, one line a converge. */
public final class JsonReporter implements Reporter {
  private final PrintStream out;

  /** Prints there. */
  public JsonReporter(PrintStream out) {
    this.out = out;
  }

  @Override
  public void happened(Happened happened) {
    out.println(HappenedJson.line(happened));
  }

  @Override
  public void braked(Optional<Hold> brake, long timeMs) {
    out.println(HappenedJson.line(brake, timeMs));
  }

  @Override
  public void untold(Untold untold) {
    out.println(HappenedJson.line(untold));
  }

  @Override
  public void converged(Converged converged) {
    out.println(HappenedJson.line(converged));
  }

  @Override
  public void flush() {
    out.flush();
  }
}
