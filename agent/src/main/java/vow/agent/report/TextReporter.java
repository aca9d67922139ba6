package vow.agent.report;

import java.io.PrintStream;
import java.util.Optional;
import vow.engine.Happened;
import vow.engine.Hold;
import vow.model.Outcome;
import vow.model.Summary;

/** {@code keep}: one line an outcome that is not kept, one line a converge. */
public final class TextReporter implements Reporter {
  private static final String RESET = "\u001b[0m";
  private static final String GREEN = "\u001b[32m";
  private static final String RED = "\u001b[31m";
  private static final String YELLOW = "\u001b[33m";

  private final PrintStream out;
  private final boolean colour;
  private final WriterText writers;

  /**
   * Prints there.
   *
   * @param writers names users
   */
  public TextReporter(PrintStream out, boolean colour, WriterText writers) {
    this.out = out;
    this.colour = colour;
    this.writers = writers;
  }

  @Override
  public void happened(Happened happened) {
    if (happened.outcome() != Outcome.KEPT) {
      out.println(line(happened));
    }
  }

  @Override
  public void braked(Optional<Hold> brake, long timeMs) {
    if (brake.isEmpty()) {
      out.println("everything is kept again");
      return;
    }
    var line = BrakeText.of(brake.get());
    boolean loud = colour && brake.get().sort() == Hold.Sort.BREAKER;
    out.println(loud ? RED + line + RESET : line);
  }

  @Override
  public void untold(Untold untold) {
    out.println(UntoldText.of(untold));
  }

  @Override
  public void converged(Converged converged) {
    out.println(text(converged.summary()) + " in " + seconds(converged.tookMs()) + " s");
  }

  @Override
  public void flush() {
    out.flush();
  }

  /** {@code kept 2, repaired 1, failed 0}, and the other outcomes that occurred. */
  public static String text(Summary summary) {
    var text = new StringBuilder();
    for (var outcome : Outcome.values()) {
      boolean always =
          outcome == Outcome.KEPT || outcome == Outcome.REPAIRED || outcome == Outcome.FAILED;
      if (always || summary.count(outcome) > 0) {
        text.append(text.isEmpty() ? "" : ", ");
        text.append(outcome.word()).append(' ').append(summary.count(outcome));
      }
    }
    return text.toString();
  }

  /** With one digit; a format would start with the languages of the world. */
  private static String seconds(long ms) {
    long tenths = (ms + 50) / 100;
    return tenths / 10 + "." + tenths % 10;
  }

  private String line(Happened happened) {
    var line = new StringBuilder();
    line.append(painted(happened.outcome())).append(' ').append(happened.id());
    if (happened.outcome() == Outcome.REPAIRED) {
      line.append(" in ").append(happened.tookMs()).append(" ms");
    }
    line.append(": ").append(happened.cause().word());
    happened.by().ifPresent(by -> line.append(" by ").append(writers.text(by)));
    var message = HappenedJson.message(happened);
    if (message != null) {
      line.append(", ").append(message);
    }
    return line.toString();
  }

  private String painted(Outcome outcome) {
    if (!colour) {
      return outcome.word();
    }
    var paint =
        switch (outcome) {
          case KEPT, REPAIRED -> GREEN;
          case FAILED, DENIED, TIMEOUT -> RED;
          case SKIPPED, SUSPENDED, NOOP -> YELLOW;
        };
    return paint + outcome.word() + RESET;
  }
}
