package vow.model.service;

import java.time.Duration;
import java.util.Optional;

/**
 * Where the output of a service goes.
 *
 * @param sink where to
 * @param fileBytes the size at which a file is put aside
 * @param files how many of those are kept
 * @param age the age at which a file is put aside
 * @param linesPerSecond beyond that lines are dropped, and counted; 0: no limit
 */
public record Logging(
    Sink sink, long fileBytes, int files, Optional<Duration> age, int linesPerSecond) {
  /** Where to. */
  public enum Sink {
    FILES,
    JOURNALD,
    SYSLOG
  }
}
