package vow.agent;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import vow.engine.Engine;

/**
 * Collects what earlier policies left in memory, when nothing happens. Such a collection stops all
 * threads, for some 120 ms with 10,000 promises; left to Java, it comes when memory is full, which
 * is in the middle of taking up another policy. Any thread.
 */
final class Litter {
  /** So long after a policy came into force nothing else must have come. */
  private static final Duration QUIET = Duration.ofSeconds(2);

  /** Less than this share of the memory is no reason. */
  private static final double SHARE = 0.4;

  private final Live live;
  private final AtomicInteger policies = new AtomicInteger();

  Litter(Live live) {
    this.live = live;
  }

  /** A policy took the place of another. */
  void left() {
    int mine = policies.incrementAndGet();
    Thread.ofVirtual()
        .name("litter")
        .start(() -> {
          try {
            Thread.sleep(QUIET); // that nothing comes is no event
          } catch (InterruptedException _) {
            return;
          }
          if (policies.get() == mine && isMuch()) {
            var _ = live.loop().ask(Litter::collect);
          }
        });
  }

  private static boolean isMuch() {
    var memory = Runtime.getRuntime();
    return memory.totalMemory() - memory.freeMemory() > memory.maxMemory() * SHARE;
  }

  /** On the loop's thread, so that nothing begins meanwhile that would have to wait. */
  private static boolean collect(Engine engine) {
    boolean quiet = engine.quiet();
    if (quiet) {
      System.gc();
    }
    return quiet;
  }
}
