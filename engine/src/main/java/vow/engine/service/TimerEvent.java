package vow.engine.service;

import vow.model.kind.Timer;

/** What the shell tells the timetable. */
public sealed interface TimerEvent {
  /** It is to be kept, as described. */
  record Want(Timer timer) implements TimerEvent {}

  /** Nobody promises it any more. */
  record Drop(String name) implements TimerEvent {}

  /** A service is on its way, whoever has started it. */
  record Begun(String service) implements TimerEvent {}

  /** A service has ended, or could not be started. */
  record Ended(String service) implements TimerEvent {}

  /** The time of the last {@link TimerEffect.WakeAt} has come. */
  record Due() implements TimerEvent {}

  /** The clock was set: what is due is looked at again. */
  record ClockSet() implements TimerEvent {}
}
