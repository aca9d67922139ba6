package vow.agent;

import java.io.IOException;
import vow.agent.bell.Bells;
import vow.agent.report.Refused;
import vow.agent.tell.Teller;
import vow.agent.watch.KernelWatcher;

/**
 * What is done before a brain goes to sleep: all that it knows is written down. One that is to stay
 * does the same to be replaced, once it has read a policy: what was loaded and compiled for that is
 * gone, and the agent is as light as one that was woken.
 */
record Bedtime(Works works, Publisher publisher, Teller teller, Screen screen) {
  /** A time that has come, since the epoch. */
  private static final long AT_ONCE_MS = 1;

  /** Sleeps; returns only when something has come meanwhile. */
  void sleep(Brain brain, Brain.Known known, KernelWatcher watcher, long wakeAtMs) {
    long dueMs = wakeAtMs == Bells.FOREVER ? 0 : wakeAtMs;
    try {
      known.memory().save(known.engine().state());
      teller.save();
      works.mark().close(); // else the next brain would look for what a killed one left
      publisher.asleep(!brain.renews());
      screen.out().flush();
      brain.tooOften().forEach(screen::warn);
      brain.sleep(known, watcher, brain.renews() ? AT_ONCE_MS : dueMs);
      publisher.asleep(false);
    } catch (IOException e) {
      screen.warn("unable to go to sleep: " + Refused.reason(e));
    }
  }
}
