package vow.engine;

import java.util.ArrayList;
import java.util.List;

/**
 * Whether somebody fights vow over a promise. After {@link #REPAIRS} repairs of drift within {@link
 * #WINDOW_MS} it is contested: then the next assessment waits, first {@link #WAIT_MIN_MS}, twice as
 * long after each further repair up to {@link #WAIT_MAX_MS}. It is over when no drift had to be
 * repaired for {@link #calmAtMs a while}.
 *
 * @param repairsMs when drift was repaired lately, oldest first; at most {@link #REPAIRS}
 * @param waitMs the present pause; 0 when it is not contested
 */
public record Contest(List<Long> repairsMs, long waitMs) {
  /** So many repairs in a window are a fight. */
  public static final int REPAIRS = 5;

  /** The window, in milliseconds. */
  public static final long WINDOW_MS = 60_000;

  /** The first pause, in milliseconds. */
  public static final long WAIT_MIN_MS = 1_000;

  /** The longest pause, in milliseconds. */
  public static final long WAIT_MAX_MS = 300_000;

  /** Nobody fights. */
  public static final Contest NONE = new Contest(List.of(), 0);

  public Contest {
    repairsMs = List.copyOf(repairsMs);
  }

  /** Whether it is on. */
  public boolean on() {
    return waitMs > 0;
  }

  /** When the next assessment for drift may start. */
  public long nextMs() {
    return on() ? repairsMs.getLast() + waitMs : 0;
  }

  /** When it is over, unless drift is repaired before: a minute, or twice the pause when longer. */
  public long calmAtMs() {
    return repairsMs.isEmpty() ? 0 : repairsMs.getLast() + Math.max(WINDOW_MS, 2 * waitMs);
  }

  /** After one more repair of drift. */
  Contest repaired(long nowMs) {
    var recent = new ArrayList<>(repairsMs);
    recent.add(nowMs);
    if (recent.size() > REPAIRS) {
      recent.removeFirst();
    }
    boolean many = recent.size() == REPAIRS && nowMs - recent.getFirst() < WINDOW_MS;
    long wait = on() ? Math.min(WAIT_MAX_MS, 2 * waitMs) : many ? WAIT_MIN_MS : 0;
    return new Contest(recent, wait);
  }
}
