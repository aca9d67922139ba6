package vow.model;

import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;

/** How many promises had which outcome; every outcome has a number. */
public record Summary(Map<Outcome, Integer> counts) {
  /** Counts outcomes. */
  public static Summary of(Collection<Outcome> outcomes) {
    var counts = new EnumMap<Outcome, Integer>(Outcome.class);
    for (var outcome : Outcome.values()) {
      counts.put(outcome, 0);
    }
    outcomes.forEach(o -> counts.merge(o, 1, Integer::sum));
    return new Summary(counts);
  }

  /** How many had this one. */
  public int count(Outcome outcome) {
    return counts.getOrDefault(outcome, 0);
  }

  /** Whether all outcomes are good. */
  public boolean good() {
    return counts.entrySet().stream().allMatch(e -> e.getValue() == 0 || e.getKey().good());
  }
}
