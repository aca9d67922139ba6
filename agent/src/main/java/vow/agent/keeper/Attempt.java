package vow.agent.keeper;

import java.time.Duration;
import vow.model.PromiseId;

/**
 * One piece of work on one promise.
 *
 * @param sensitive nothing of its content may be shown or stored
 * @param deadlineNs when it must be over, on the scale of {@link System#nanoTime}
 * @param promised the paths that the manifest promises
 * @param verifying whether this looks at what a repair has just done
 */
public record Attempt(
    PromiseId id, boolean sensitive, long deadlineNs, Promised promised, boolean verifying) {

  /** One that starts now. */
  public static Attempt start(
      PromiseId id, boolean sensitive, Duration timeout, Promised promised) {
    return new Attempt(id, sensitive, System.nanoTime() + timeout.toNanos(), promised, false);
  }

  /** The look after the repair. */
  public Attempt verify() {
    return new Attempt(id, sensitive, deadlineNs, promised, true);
  }

  /** The time that is left, never negative. */
  public Duration left() {
    return Duration.ofNanos(Math.max(0, deadlineNs - System.nanoTime()));
  }
}
