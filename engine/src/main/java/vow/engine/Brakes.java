package vow.engine;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vow.model.Cause;
import vow.model.PromiseId;

/**
 * What keeps the engine from repairing: the policy, a person, the breaker, or the hour. A plan
 * knows none of them but the hour, which it tells.
 */
final class Brakes {
  private final Mode mode;
  private Rules rules = Rules.NONE;
  private @Nullable Hold all;
  private final Deque<Breaker.Drift> lately = new ArrayDeque<>();
  private Set<PromiseId> leftOut = Set.of();

  Brakes(Mode mode) {
    this.mode = mode;
  }

  /** Goes on from what was known. */
  void load(Braking saved) {
    rules = saved.rules();
    all = saved.all().orElse(null);
    lately.addAll(saved.lately());
    leftOut = saved.leftOut();
  }

  Braking save() {
    return new Braking(rules, Optional.ofNullable(all), java.util.List.copyOf(lately), leftOut);
  }

  Rules rules() {
    return rules;
  }

  void rules(Rules newer) {
    rules = newer;
  }

  @Nullable Hold all() {
    return all;
  }

  void all(@Nullable Hold hold) {
    all = hold;
    lately.clear();
  }

  void leftOut(Set<PromiseId> ids) {
    leftOut = ids;
  }

  boolean leavesOut(PromiseId id) {
    return !leftOut.isEmpty() && leftOut.contains(id);
  }

  /** What keeps everything from being repaired. */
  Optional<Hold> inForce() {
    return mode == Mode.PLAN ? Optional.empty() : Braking.brake(rules, Optional.ofNullable(all));
  }

  /** Why a promise that differs is not repaired now, in words; empty when it may be. */
  Optional<String> reason(Node node, long nowMs) {
    return mode == Mode.PLAN
        ? Optional.empty()
        : inForce().map(Brakes::text).or(() -> window(node, nowMs));
  }

  /** That its window is closed, in words. */
  Optional<String> window(Node node, long nowMs) {
    return opensAtMs(node, nowMs).map(at -> "waits for its window, which opens " + told(at));
  }

  /** When its window opens, if it is closed now. */
  Optional<Long> opensAtMs(Node node, long nowMs) {
    return node.promise
        .meta()
        .window()
        .filter(w -> !w.isOpen(nowMs, zone()))
        .map(w -> w.opensMs(nowMs, zone()));
  }

  private ZoneId zone() {
    return ZoneId.of(rules.zone());
  }

  private String told(long timeMs) {
    var at = Instant.ofEpochMilli(timeMs).atZone(zone()).toLocalDateTime();
    return at.toLocalDate() + " at " + at.toLocalTime();
  }

  /** A brake on everything, in words. */
  static String text(Hold hold) {
    var why = hold.why().isEmpty() ? "" : ": " + hold.why();
    return switch (hold.sort()) {
      case HOLD, UNDO -> "everything is held by " + hold.who() + why;
      case BREAKER -> "the breaker stopped repairs" + why;
      case OBSERVE -> "only observed";
    };
  }

  /**
   * A promise differs and would be repaired.
   *
   * @return the override that the breaker puts on everything, if it trips
   */
  Optional<Hold> drifted(PromiseId id, Cause cause, long nowMs, int promises) {
    if (mode == Mode.PLAN || rules.breaker().isEmpty() || !counts(cause)) {
      return Optional.empty();
    }
    var breaker = rules.breaker().get();
    var recent = breaker.lately(lately, nowMs);
    lately.clear();
    lately.addAll(recent);
    lately.add(new Breaker.Drift(id, nowMs));
    return breaker
        .trips(lately, promises)
        .map(why -> new Hold("the breaker", why, Hold.FOREVER, Hold.Sort.BREAKER));
  }

  private static boolean counts(Cause cause) {
    return switch (cause) {
      case DRIFT, NEIGHBOUR, TIMER, BOOT -> true;
      case POLICY, OPERATOR -> false;
    };
  }
}
