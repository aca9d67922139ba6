package vow.agent;

import java.time.Duration;
import java.util.Optional;
import vow.agent.loop.Signals;
import vow.agent.run.Runner;

/** Ends what an agent runs: what cannot be broken off ends by itself, the rest is left. */
final class Stop {
  /** So long what was interrupted may take to end. */
  private static final Duration PATIENCE = Duration.ofMillis(600);

  private Stop() {}

  /** Returns at once; {@code giveUp} is called, on another thread, when it has taken too long. */
  static void soon(Runner runner, Runnable giveUp) {
    runner.interrupt();
    Thread.ofVirtual()
        .name("stop")
        .start(() -> {
          try {
            do {
              Thread.sleep(PATIENCE); // the subject is time: that of a deadline
            } while (runner.mustFinish());
          } catch (InterruptedException _) {
            return;
          }
          giveUp.run();
        });
  }

  /** From now on it is told from outside to stop, and to read its policy again. */
  static void listen(Optional<Brain> brain, Runnable stop, Runnable reload) {
    if (brain.isPresent()) {
      brain.get().greet(stop, reload);
    } else {
      Signals.onStop(stop);
      Signals.onReload(reload);
    }
  }
}
