package vow.engine;

import java.util.Map;
import vow.model.Outcome;

/**
 * What an agent has done so far.
 *
 * @param events without those that never happened
 * @param outcomes how often each outcome was reported
 */
public record Totals(Map<Counter, Long> events, Map<Outcome, Long> outcomes) {
  /** Nothing yet. */
  public static final Totals NONE = new Totals(Map.of(), Map.of());

  public Totals {
    events = Map.copyOf(events);
    outcomes = Map.copyOf(outcomes);
  }

  /** All together: never less than before. */
  public long sum() {
    long sum = 0;
    for (long count : events.values()) {
      sum += count;
    }
    for (long count : outcomes.values()) {
      sum += count;
    }
    return sum;
  }

  /** How often this happened. */
  public long count(Counter counter) {
    return events.getOrDefault(counter, 0L);
  }

  /** How often this was reported. */
  public long count(Outcome outcome) {
    return outcomes.getOrDefault(outcome, 0L);
  }
}
