package vow.agent.report;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import vow.agent.state.Journal;
import vow.engine.Happened;
import vow.engine.Hold;
import vow.model.Cause;
import vow.model.Outcome;

/**
 * Writes outcomes to the journal. That everything was found in order at a start is left out: it
 * would write as many lines as there are promises and say nothing.
 */
public final class JournalReporter implements Reporter {
  private final Journal journal;
  private final List<String> lines = new ArrayList<>();

  /** Appends there. */
  public JournalReporter(Journal journal) {
    this.journal = journal;
  }

  @Override
  public void happened(Happened happened) {
    boolean quiet = happened.cause() == Cause.BOOT || happened.cause() == Cause.TIMER;
    if (happened.outcome() != Outcome.KEPT || !quiet) {
      lines.add(HappenedJson.line(happened));
    }
  }

  @Override
  public void braked(Optional<Hold> brake, long timeMs) {
    lines.add(HappenedJson.line(brake, timeMs));
  }

  @Override
  public void untold(Untold untold) {
    lines.add(HappenedJson.line(untold));
  }

  @Override
  public void flush() throws IOException {
    journal.append(lines);
    lines.clear();
  }
}
