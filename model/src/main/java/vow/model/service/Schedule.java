package vow.model.service;

import java.time.Duration;

/** When something comes again. */
public sealed interface Schedule {
  /**
   * At these times.
   *
   * @param text as the policy writes them
   */
  record At(String text, Calendar calendar) implements Schedule {}

  /** That long after it has ended, or, before its first time, after it was set. */
  record Every(Duration interval) implements Schedule {}
}
