package vow.engine;

import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vow.model.Cause;
import vow.model.Edge;
import vow.model.Manifest;
import vow.model.Outcome;
import vow.model.Promise;
import vow.model.PromiseId;
import vow.model.Repair;

/** What has to hold after every event, whatever happened before. */
final class Laws {
  /** Five that make it a contest, and those that its pauses leave room for in a minute. */
  private static final int DRIFT_REPAIRS_A_MINUTE_MAX = 11;

  /** What the policy says; an engine under sabotage may think otherwise. */
  Manifest manifest = Manifest.EMPTY;

  /** How often each was assessed for an outside change. */
  final Map<PromiseId, Integer> assessments = new HashMap<>();

  /** Which promises take part, by the last rules before a policy. */
  Scope scope = Scope.ALL;

  private Scope ruled = Scope.ALL;
  private boolean observed;
  private @Nullable Hold all;
  private final Map<PromiseId, Effect.Work> flying = new HashMap<>();
  private final Map<PromiseId, Set<PromiseId>> owed = new HashMap<>();
  private final Map<PromiseId, Set<PromiseId>> refreshing = new HashMap<>();
  private final Map<PromiseId, Deque<Long>> repairsMs = new HashMap<>();

  void check(boolean holds, String broken) {
    if (!holds) {
      throw new AssertionError(broken);
    }
  }

  void told(Event event) {
    switch (event) {
      case Event.Swapped swapped -> swapped(swapped.manifest());
      case Event.Assessed assessed -> flying.remove(assessed.id());
      case Event.Repaired repaired -> flying.remove(repaired.id());
      case Event.Reversed reversed -> flying.remove(reversed.id());
      case Event.Refreshed refreshed -> {
        flying.remove(refreshed.id());
        var because = refreshing.remove(refreshed.id());
        if (because != null && refreshed.refresh() instanceof Repair.Undone) {
          owed.computeIfAbsent(refreshed.id(), _ -> new HashSet<>()).addAll(because);
        }
      }
      case Event.HeldAll(var hold) -> all = hold;
      case Event.ReleasedAll _ -> all = null;
      case Event.Ruled(var rules) -> {
        observed = rules.observe();
        ruled = rules.scope();
      }
      case Event.Left _,
          Event.Touched _,
          Event.Overflowed _,
          Event.Due _,
          Event.Held _,
          Event.Released _,
          Event.Moved _,
          Event.Forgotten _,
          Event.Asked _,
          Event.Stopping _ -> {}
    }
  }

  private void swapped(Manifest next) {
    manifest = next;
    scope = ruled;
    owed.keySet().retainAll(next.promises().keySet());
    owed.values().forEach(ids -> ids.retainAll(next.promises().keySet()));
    refreshing.keySet().retainAll(next.promises().keySet());
    refreshing.values().forEach(ids -> ids.retainAll(next.promises().keySet()));
  }

  void asked(Effect effect, Rig rig) {
    switch (effect) {
      case Effect.Work work -> work(work, rig);
      case Effect.Report report -> reported(report.happened(), rig);
      case Effect.WakeAt wake -> check(wake.timeMs() > rig.nowMs, "woken for the past");
      case Effect.Look _,
          Effect.Converged _,
          Effect.Rescanning _,
          Effect.Overridden _,
          Effect.Braked _,
          Effect.Stopped _ -> {}
    }
  }

  private void work(Effect.Work work, Rig rig) {
    check(flying.put(work.id(), work) == null, "two works for " + work.id());
    check(work instanceof Effect.Reverse || !leftOut(work.id()), "not in scope: " + work.id());
    switch (work) {
      case Effect.Assess assess -> {
        if (assess.cause() == Cause.DRIFT) {
          assessments.merge(assess.id(), 1, Integer::sum);
        }
        needsAreSettled(work, rig);
      }
      case Effect.Repair repair -> {
        mayChange(repair.promise(), rig);
        semaphoreIsFree(repair.promise());
      }
      case Effect.Refresh refresh -> {
        mayChange(refresh.promise(), rig);
        needsAreSettled(work, rig);
        semaphoreIsFree(refresh.promise());
        refreshing.put(refresh.id(), new HashSet<>(refresh.because()));
        owed.remove(refresh.id());
      }
      case Effect.Reverse reverse -> {
        check(manifest.promise(reverse.id()).isEmpty(), "reversed in force: " + reverse.id());
        check(rig.engine.brake().isEmpty(), "reversed under a brake: " + reverse.id());
      }
    }
    check(flying.size() <= Slots.ASSESSMENTS_MAX + Slots.CHANGES_MAX, "too much at once");
  }

  private void needsAreSettled(Effect.Work work, Rig rig) {
    for (var edge : manifest.edges()) {
      if (edge.from().equals(work.id())) {
        check(!flying.containsKey(edge.to()), work.id() + " before " + edge.to() + " is settled");
        var last = rig.engine.standing(edge.to()).flatMap(Standing::last);
        check(
            edge.reason() == Edge.Reason.WANTED
                || leftOut(edge.to())
                || (last.isPresent() && last.get().outcome().satisfies()),
            work.id() + " although " + edge.to() + " is not satisfied");
      }
    }
  }

  private void mayChange(Promise promise, Rig rig) {
    boolean held = all != null && all.untilMs() > rig.nowMs;
    check(!held && !observed, "changed although all was to be left: " + promise.id());
    check(rig.engine.brake().isEmpty(), "changed under a brake: " + promise.id());
    check(isOpen(promise, rig), "changed out of its window: " + promise.id());
    boolean left = rig.engine.standing(promise.id()).flatMap(Standing::hold).isPresent();
    check(!left && !promise.meta().noop(), "changed what is to be left alone: " + promise.id());
  }

  private static boolean isOpen(Promise promise, Rig rig) {
    return promise.meta().window().filter(w -> !w.isOpen(rig.nowMs, ZoneOffset.UTC)).isEmpty();
  }

  boolean leftOut(PromiseId id) {
    return scope.leftOut(manifest).contains(id);
  }

  private void semaphoreIsFree(Promise promise) {
    var semaphore = promise.meta().semaphore();
    for (var other : flying.values()) {
      boolean changes = !(other instanceof Effect.Assess) && !other.id().equals(promise.id());
      boolean same = other.promise().meta().semaphore().equals(semaphore);
      check(semaphore.isEmpty() || !changes || !same, "two at one semaphore: " + promise.id());
    }
  }

  private void reported(Happened happened, Rig rig) {
    if (happened.outcome() != Outcome.REPAIRED || happened.message().startsWith("taken back")) {
      return;
    }
    for (var edge : manifest.edges()) {
      if (edge.reason() == Edge.Reason.ON_CHANGE && edge.to().equals(happened.id())) {
        owed.computeIfAbsent(edge.from(), _ -> new HashSet<>()).add(edge.to());
      }
    }
    if (happened.cause() == Cause.DRIFT && !happened.message().startsWith("refreshed")) {
      var recent = repairsMs.computeIfAbsent(happened.id(), _ -> new ArrayDeque<>());
      recent.add(rig.nowMs);
      while (recent.getFirst() <= rig.nowMs - Contest.WINDOW_MS) {
        recent.removeFirst();
      }
      check(recent.size() <= DRIFT_REPAIRS_A_MINUTE_MAX, "fights over " + happened.id());
    }
  }

  /** The brain was stopped, and its work with it. */
  void forgetWork() {
    flying.clear();
    refreshing.forEach(
        (id, because) -> owed.computeIfAbsent(id, _ -> new HashSet<>()).addAll(because));
    refreshing.clear();
  }

  void same(List<Effect> first, List<Effect> second) {
    var one = first.stream().filter(effect -> !(effect instanceof Effect.WakeAt)).toList();
    var two = second.stream().filter(effect -> !(effect instanceof Effect.WakeAt)).toList();
    check(one.equals(two), "the copy does otherwise:\n" + one + "\n" + two);
  }

  /** When nothing is left to do, everything is as promised, or reported not to be. */
  void quiet(Rig rig) {
    check(flying.isEmpty(), "quiet with work in flight: " + flying.keySet());
    for (var promise : manifest.promises().values()) {
      if (leftOut(promise.id())) {
        continue;
      }
      var standing = rig.engine.standing(promise.id()).orElseThrow();
      var outcome = standing.last().orElseThrow().outcome();
      boolean alone =
          standing.hold().isPresent()
              || promise.meta().noop()
              || rig.engine.brake().isPresent()
              || !isOpen(promise, rig);
      boolean obeys = rig.machine.mood(promise.id()) == Machine.Mood.OBEYS;
      switch (outcome) {
        case KEPT, REPAIRED -> {
          check(rig.machine.right(promise), "said to be kept, and is not: " + standing);
          check(
              owed.getOrDefault(promise.id(), Set.of()).isEmpty(),
              "not refreshed: " + standing + owed);
        }
        case NOOP -> check(alone, "left alone without a reason: " + standing);
        case SKIPPED -> check(bad(promise.id(), rig), "skipped without a reason: " + standing);
        case FAILED, DENIED, TIMEOUT, SUSPENDED ->
            check(!obeys, "not kept without a reason: " + standing);
      }
    }
    var counted = rig.engine.summary().counts().values().stream().mapToInt(n -> n).sum();
    int in = manifest.promises().size() - scope.leftOut(manifest).size();
    check(counted == in, "counts " + counted + " of " + in);
  }

  /** Whether something that it comes after, and not just wants, is not satisfied. */
  boolean bad(PromiseId id, Rig rig) {
    return manifest.edges().stream()
        .filter(edge -> edge.reason() != Edge.Reason.WANTED)
        .filter(edge -> edge.from().equals(id) && !leftOut(edge.to()))
        .flatMap(edge -> rig.engine.standing(edge.to()).flatMap(Standing::last).stream())
        .anyMatch(last -> !last.outcome().satisfies());
  }
}
