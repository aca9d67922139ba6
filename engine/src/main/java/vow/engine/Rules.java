package vow.engine;

import java.util.Optional;

/**
 * What the policy and the command line say of repairing as a whole.
 *
 * @param observe everything is assessed, and nothing touched
 * @param breaker stops repairs when too much differs; empty for none
 * @param scope which promises take part
 * @param zone the name of the time zone in which windows are written
 */
public record Rules(boolean observe, Optional<Breaker> breaker, Scope scope, String zone) {
  /** Everything is repaired, at any time. */
  public static final Rules NONE = new Rules(false, Optional.empty(), Scope.ALL, "UTC");
}
