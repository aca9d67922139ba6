package vow.agent;

import java.io.IOException;
import vow.agent.bell.Bells;
import vow.agent.report.Refused;
import vow.agent.tell.Teller;
import vow.agent.watch.KernelWatcher;

/** What is done before a brain goes to sleep: all that it knows is written down. */
record Bedtime(Works works, Publisher publisher, Teller teller, Screen screen) {
  /** Sleeps; returns only when something has come meanwhile. */
  void sleep(Brain brain, Brain.Known known, KernelWatcher watcher, long wakeAtMs) {
    try {
      known.memory().save(known.engine().state());
      teller.save();
      works.mark().close(); // else the next brain would look for what a killed one left
      publisher.asleep(true);
      screen.out().flush();
      brain.tooOften().forEach(screen::warn);
      brain.sleep(known, watcher, wakeAtMs == Bells.FOREVER ? 0 : wakeAtMs);
      publisher.asleep(false);
    } catch (IOException e) {
      screen.warn("unable to go to sleep: " + Refused.reason(e));
    }
  }
}
