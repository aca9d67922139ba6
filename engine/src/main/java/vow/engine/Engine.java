package vow.engine;

import java.util.List;

/**
 * The core of converging: takes what happened, says what to do. One thread owns it; it reads no
 * clock and does nothing itself.
 */
public final class Engine {
  /** An engine that keeps nothing yet: give it a manifest. */
  public Engine(Mode mode) {}

  /**
   * Takes one event.
   *
   * @param nowMs milliseconds since the epoch
   * @return what to do, in this order
   */
  public List<Effect> step(long nowMs, Event event) {
    return List.of();
  }
}
