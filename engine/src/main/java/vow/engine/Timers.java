package vow.engine;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.TreeSet;
import vow.model.PromiseId;

/** The deadlines ahead, at most one of a sort for a promise. All operations are logarithmic. */
final class Timers {
  /** What is due. */
  enum Sort {
    /** A change has settled, or the pause of a contest is over: assess. */
    SETTLE,
    /** The pause before the next try is over. */
    RETRY,
    /** The refresh need not wait for more changes. */
    REFRESH,
    /** A contest is over. */
    CALM,
    /** {@code every} or {@code audit}. */
    AUDIT,
    /** An override ends. At a time of day: a clock that is set moves it. */
    HOLD,
    /** The override of everything ends; at a time of day, too. */
    HOLD_ALL,
    /** The next round of looking at everything after lost events. */
    RESCAN
  }

  /** A deadline's name. Those that are of no promise have {@link #NOBODY}. */
  record Key(Sort sort, PromiseId id) {}

  /** What is due at the same time has one order, whenever it was set. */
  private static final Comparator<Key> ORDER =
      (a, b) -> a.sort == b.sort ? a.id.compareTo(b.id) : a.sort.compareTo(b.sort);

  static final PromiseId NOBODY = new PromiseId("", "");

  private final TreeMap<Long, NavigableSet<Key>> byTime = new TreeMap<>();
  private final Map<Key, Long> byKey = new HashMap<>();

  /** Sets or moves a deadline. */
  void set(Sort sort, PromiseId id, long atMs) {
    cancel(sort, id);
    var key = new Key(sort, id);
    byKey.put(key, atMs);
    byTime.computeIfAbsent(atMs, _ -> new TreeSet<>(ORDER)).add(key);
  }

  void cancel(Sort sort, PromiseId id) {
    var key = new Key(sort, id);
    var at = byKey.remove(key);
    if (at != null) {
      byTime.computeIfPresent(
          at,
          (_, keys) -> {
            keys.remove(key);
            return keys.isEmpty() ? null : keys;
          });
    }
  }

  void cancelAll(PromiseId id) {
    for (var sort : Sort.values()) {
      cancel(sort, id);
    }
  }

  boolean has(Sort sort, PromiseId id) {
    return byKey.containsKey(new Key(sort, id));
  }

  /** When it is due, if it is set. */
  OptionalLong at(Sort sort, PromiseId id) {
    var at = byKey.get(new Key(sort, id));
    return at == null ? OptionalLong.empty() : OptionalLong.of(at);
  }

  /** Takes one that is due. */
  Optional<Key> poll(long nowMs) {
    if (byTime.isEmpty() || byTime.firstKey() > nowMs) {
      return Optional.empty();
    }
    var key = byTime.firstEntry().getValue().getFirst();
    cancel(key.sort(), key.id());
    return Optional.of(key);
  }

  /** The next deadline. */
  OptionalLong next() {
    return byTime.isEmpty() ? OptionalLong.empty() : OptionalLong.of(byTime.firstKey());
  }

  /** The clock was set back: pauses stay as long as they were. */
  void shift(long byMs) {
    for (var entry : Map.copyOf(byKey).entrySet()) {
      var key = entry.getKey();
      if (key.sort() != Sort.HOLD && key.sort() != Sort.HOLD_ALL) {
        set(key.sort(), key.id(), entry.getValue() + byMs);
      }
    }
  }
}
