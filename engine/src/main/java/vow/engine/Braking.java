package vow.engine;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import vow.model.PromiseId;

/**
 * What an engine knows of its brakes, to be known by the next one.
 *
 * @param rules as they were last told
 * @param all the override of everything, by a person or the breaker
 * @param lately differences that the breaker still counts, oldest first
 * @param leftOut promises that take no part
 */
public record Braking(
    Rules rules, Optional<Hold> all, List<Breaker.Drift> lately, Set<PromiseId> leftOut) {
  /** Nothing brakes. */
  public static final Braking NONE = new Braking(Rules.NONE, Optional.empty(), List.of(), Set.of());

  public Braking {
    lately = List.copyOf(lately);
    leftOut = Set.copyOf(leftOut);
  }

  /** The same under another override of everything, or none. */
  public Braking with(Optional<Hold> other) {
    return new Braking(rules, other, List.of(), leftOut);
  }

  /** What keeps everything from being repaired, if something does. */
  public Optional<Hold> brake() {
    return brake(rules, all);
  }

  static Optional<Hold> brake(Rules rules, Optional<Hold> all) {
    return rules.observe() ? Optional.of(Hold.OBSERVED) : all;
  }
}
