package vow.engine;

import java.util.EnumMap;
import java.util.Map;
import vow.model.Outcome;

/** Counts that only grow. */
final class Counters {
  private final Map<Counter, Long> events = new EnumMap<>(Counter.class);
  private final Map<Outcome, Long> outcomes = new EnumMap<>(Outcome.class);

  void add(Counter counter) {
    events.merge(counter, 1L, Long::sum);
  }

  void add(Outcome outcome) {
    outcomes.merge(outcome, 1L, Long::sum);
  }

  /** Goes on from what was saved. */
  void load(Totals totals) {
    totals.events().forEach((counter, n) -> events.merge(counter, n, Long::sum));
    totals.outcomes().forEach((outcome, n) -> outcomes.merge(outcome, n, Long::sum));
  }

  Totals totals() {
    return new Totals(events, outcomes);
  }
}
