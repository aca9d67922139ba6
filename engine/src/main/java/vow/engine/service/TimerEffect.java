package vow.engine.service;

/** What the timetable asks the shell to do. */
public sealed interface TimerEffect {
  /** Start a service; answered by {@link TimerEvent.Ended}, also when it cannot be started. */
  record Start(String timer, String service) implements TimerEffect {}

  /**
   * Send {@link TimerEvent.Due} at that time, milliseconds since the epoch; {@link Long#MAX_VALUE}
   * for never. Replaces the one before.
   */
  record WakeAt(long timeMs) implements TimerEffect {}
}
