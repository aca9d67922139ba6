package vow.model.service;

import java.time.Duration;
import vow.model.Condition;

/** How a service says that others may use it. */
public sealed interface Readiness {
  /** Not at all: it counts as ready when its program runs. */
  record None() implements Readiness {}

  /**
   * It sends READY=1 to NOTIFY_SOCKET (sd_notify(3)).
   *
   * @param all whether every process of it is heard, or only its first
   */
  record Notify(boolean all) implements Readiness {}

  /** It writes a newline to this descriptor, from 3 on (s6). */
  record Newline(int descriptor) implements Readiness {}

  /** This holds: looked at once an interval while the service starts, and never again. */
  record Probed(Condition condition, Duration interval) implements Readiness {}
}
