package vow.agent.report;

import java.io.PrintStream;
import vow.engine.Happened;

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
  public void converged(Converged converged) {
    out.println(HappenedJson.line(converged));
  }

  @Override
  public void flush() {
    out.flush();
  }
}
