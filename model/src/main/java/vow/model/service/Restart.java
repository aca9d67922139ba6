package vow.model.service;

import java.time.Duration;
import java.util.Set;

/**
 * What happens when a service ends by itself.
 *
 * @param when whether it is started again
 * @param delay before the first restart; doubled by each failure in a row
 * @param delayMax the longest it becomes
 * @param burst so many failures within {@code within} and it is given up; 0: never
 * @param within that time
 * @param success what is no failure beside exit code 0: exit codes, and signals such as SIGTERM
 */
public record Restart(
    When when, Duration delay, Duration delayMax, int burst, Duration within, Set<String> success) {
  /** After which ends. */
  public enum When {
    ALWAYS,
    ON_FAILURE,
    NEVER
  }

  public Restart {
    success = Set.copyOf(success);
  }
}
