package vow.cli;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Shows a person at a terminal that work goes on, once it takes longer than a second: one line that
 * counts the seconds and disappears in the end. A thread of its own waits; it prints to the
 * messages only, and nothing when these don't go to a terminal.
 */
final class Progress implements AutoCloseable {
  private static final Duration FIRST = Duration.ofSeconds(1);
  private static final String ERASE = "\r\u001b[K";

  private final CountDownLatch done = new CountDownLatch(1);
  private final Thread counter;

  private Progress(String doing, Terminal terminal, Duration first) {
    counter = Thread.ofPlatform().daemon().unstarted(() -> count(doing, terminal, first));
  }

  /** Starts to wait for the first second. */
  static Progress of(String doing, Terminal terminal) {
    return of(doing, terminal, FIRST);
  }

  static Progress of(String doing, Terminal terminal, Duration first) {
    var progress = new Progress(doing, terminal, first);
    if (terminal.errTerminal()) {
      progress.counter.start();
    }
    return progress;
  }

  private void count(String doing, Terminal terminal, Duration first) {
    try {
      if (done.await(first.toMillis(), TimeUnit.MILLISECONDS)) {
        return;
      }
      int seconds = (int) first.toSeconds();
      do {
        terminal.err().print(ERASE + doing + ", " + seconds++ + " s");
        terminal.err().flush();
      } while (!done.await(1, TimeUnit.SECONDS));
      terminal.err().print(ERASE);
      terminal.err().flush();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt(); // the process ends: so does the counting
    }
  }

  /** The line is gone when this returns, so that results don't mix with it. */
  @Override
  public void close() {
    done.countDown();
    boolean interrupted = false;
    while (counter.isAlive()) {
      try {
        counter.join();
      } catch (InterruptedException _) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
