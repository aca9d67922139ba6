package vow.engine;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import vow.model.PromiseId;

/**
 * When so much differs that a machine had better ask first: more than {@link #repairs} differences
 * within {@link #withinMs}, or more than {@link #sharePercent} of all promises. What a policy or a
 * person causes does not count.
 *
 * @param repairs so many differences may be repaired
 * @param withinMs in this time, in milliseconds
 * @param sharePercent of all promises that may differ in that time; judged from {@link #SHARE_MIN}
 *     promises on
 */
public record Breaker(int repairs, long withinMs, int sharePercent) {
  /** With fewer promises that differ, their share says nothing. */
  public static final int SHARE_MIN = 5;

  /** A difference that was found at a time, milliseconds since the epoch. */
  public record Drift(PromiseId id, long timeMs) {}

  /** Why it trips, in words; empty when it does not. */
  Optional<String> trips(Collection<Drift> within, int promises) {
    var span = withinMs % 60_000 == 0 ? withinMs / 60_000 + " min" : withinMs / 1_000 + " s";
    if (within.size() > repairs) {
      return Optional.of("more than " + repairs + " repairs within " + span);
    }
    var ids = new HashSet<PromiseId>();
    within.forEach(drift -> ids.add(drift.id()));
    boolean many = ids.size() >= SHARE_MIN && 100L * ids.size() > (long) sharePercent * promises;
    return many
        ? Optional.of("%d of %d promises differed within %s".formatted(ids.size(), promises, span))
        : Optional.empty();
  }

  /** Those of a time that still counts. */
  List<Drift> lately(Collection<Drift> drifts, long nowMs) {
    return drifts.stream()
        .filter(drift -> drift.timeMs() > nowMs - withinMs && drift.timeMs() <= nowMs)
        .toList();
  }
}
