package vow.engine;

import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vow.model.Cause;
import vow.model.Outcome;
import vow.model.Summary;

/**
 * One converge, from the first thing to do until nothing is left, and how all promises stand. A
 * promise that was repaired counts as repaired until the end of the period, then as kept.
 */
final class Period {
  private final Map<Outcome, Integer> counts = new EnumMap<>(Outcome.class);
  private final Set<Node> members = new LinkedHashSet<>();
  private @Nullable Cause cause;
  private long startedMs;
  private int busy;

  Period() {
    for (var outcome : Outcome.values()) {
      counts.put(outcome, 0);
    }
  }

  /** There is something to do, or somebody waits to hear that there is nothing. */
  void begin(long nowMs, Cause because) {
    if (cause == null) {
      cause = because;
      startedMs = nowMs;
    }
  }

  /** So many promises more, or fewer, of which only that is known that they are kept. */
  void resting(int more) {
    counts.merge(Outcome.KEPT, more, Integer::sum);
  }

  /** One more piece of work has to end before the period does. */
  void enter() {
    busy++;
  }

  void leave() {
    busy--;
    if (busy < 0) {
      throw new IllegalStateException("more promises became idle than were busy");
    }
  }

  /** A promise has an outcome. */
  void count(Node node, Outcome outcome) {
    carry(node, outcome);
    members.add(node);
  }

  /** A promise stands so from before; it takes no part. */
  void carry(Node node, Outcome outcome) {
    uncount(node);
    node.counted = outcome;
    counts.merge(outcome, 1, Integer::sum);
  }

  /** A promise is no more. */
  void forget(Node node) {
    uncount(node);
    node.counted = null;
    members.remove(node);
  }

  /** What to say when the last piece of work has ended. */
  Optional<Effect> end(long nowMs) {
    if (busy > 0 || cause == null) {
      return Optional.empty();
    }
    var converged =
        new Effect.Converged(summary(), Math.max(0, nowMs - startedMs), cause, members.size());
    var repaired = members.stream().filter(n -> n.counted == Outcome.REPAIRED).toList();
    repaired.forEach(node -> carry(node, Outcome.KEPT));
    members.clear();
    cause = null;
    return Optional.of(converged);
  }

  /** Whether there is nothing to do. */
  boolean over() {
    return busy == 0;
  }

  Summary summary() {
    return new Summary(new EnumMap<>(counts));
  }

  private void uncount(Node node) {
    if (node.counted != null) {
      counts.merge(node.counted, -1, Integer::sum);
    }
  }
}
