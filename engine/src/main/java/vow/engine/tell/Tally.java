package vow.engine.tell;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import vow.model.Outcome;

/** Outcomes counted over a time. Those that are 0 are left out. */
public record Tally(Map<Outcome, Long> counts) {
  /** Nothing has happened. */
  public static final Tally NONE = new Tally(Map.of());

  public Tally {
    counts = Collections.unmodifiableMap(copy(counts));
  }

  private static Map<Outcome, Long> copy(Map<Outcome, Long> counts) {
    var copy = new EnumMap<Outcome, Long>(Outcome.class);
    copy.putAll(counts);
    return copy;
  }

  /** With one more. */
  Tally with(Outcome outcome) {
    var more = copy(counts);
    more.merge(outcome, 1L, Long::sum);
    return new Tally(more);
  }

  /** With all of another. */
  Tally with(Tally other) {
    var more = copy(counts);
    other.counts.forEach((outcome, count) -> more.merge(outcome, count, Long::sum));
    return new Tally(more);
  }

  /** How many there were. */
  public long count(Outcome outcome) {
    return counts.getOrDefault(outcome, 0L);
  }
}
