package vow.agent.loop;

import java.time.Duration;
import vow.agent.bell.Bells;

/** When a loop has been idle for so long that its process may end. Times are since the epoch. */
final class Rest {
  /** It is not worth to rest when something is due within this time. */
  private static final long SHORT_MS = 10_000;

  private long lingerMs;
  private long atMs = Bells.FOREVER;

  /** How long nothing must have happened; zero for never. */
  void linger(Duration linger, long nowMs) {
    lingerMs = linger.toMillis();
    active(nowMs);
  }

  /** Something has happened. */
  void active(long nowMs) {
    atMs = lingerMs == 0 ? Bells.FOREVER : nowMs + lingerMs;
  }

  /** Whether it is time, with something due at {@code wakeAtMs}. */
  boolean isDue(long nowMs, long wakeAtMs) {
    return nowMs >= atMs && !isShort(nowMs, wakeAtMs);
  }

  /** Until when to sleep, with something due at {@code wakeAtMs}. */
  long sleepUntilMs(long nowMs, long wakeAtMs) {
    return isShort(Math.max(nowMs, atMs), wakeAtMs) ? wakeAtMs : Math.min(atMs, wakeAtMs);
  }

  private static boolean isShort(long nowMs, long wakeAtMs) {
    return wakeAtMs != Bells.FOREVER && wakeAtMs - SHORT_MS < nowMs;
  }
}
