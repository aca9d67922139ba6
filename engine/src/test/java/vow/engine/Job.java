package vow.engine;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import vow.model.Assessment;
import vow.model.Outcome;
import vow.model.Promise;
import vow.model.Repair;
import vow.model.Stamp;

/**
 * A piece of work as a keeper does it, in steps between which anything may happen: stamps are taken
 * before looking; a repair writes twice, takes stamps at once, and looks.
 */
final class Job {
  final Effect.Work work;
  private final Machine machine;
  private final Sabotage sabotage;
  private int done;
  private Map<String, Stamp> stamps = Map.of();
  private Assessment seen = Assessment.kept();

  Job(Effect.Work work, Machine machine, Sabotage sabotage) {
    this.work = work;
    this.machine = machine;
    this.sabotage = sabotage;
  }

  /** Does the next step; the answer after the last one. */
  Optional<Event> advance() {
    done++;
    return switch (work) {
      case Effect.Assess assess -> assess(assess);
      case Effect.Repair repair -> repair(repair);
      case Effect.Refresh refresh -> refresh(refresh);
      case Effect.Reverse reverse -> Optional.of(new Event.Reversed(reverse.id(), Repair.done()));
    };
  }

  private Optional<Event> assess(Effect.Assess assess) {
    var promise = assess.promise();
    switch (done) {
      case 1 -> stamps = machine.stamps(promise);
      case 2 -> {
        boolean same = !assess.known().isEmpty() && assess.known().equals(stamps);
        seen = same ? Assessment.kept() : look(promise);
        stamps = same ? stamps : withNew(promise);
      }
      default -> {
        if (sabotage == Sabotage.STAMPS_LATE) {
          stamps = machine.stamps(promise);
        }
        return Optional.of(new Event.Assessed(assess.id(), seen, stamps));
      }
    }
    return Optional.empty();
  }

  /** What came since the stamps were taken, and was seen. */
  private Map<String, Stamp> withNew(Promise promise) {
    var all = new HashMap<>(stamps);
    for (var stray : machine.straysOf(promise)) {
      if (!all.getOrDefault(stray, Stamp.MISSING).exists()) {
        all.put(stray, machine.stamp(stray));
      }
    }
    return all;
  }

  private Assessment look(Promise promise) {
    return switch (machine.mood(promise.id())) {
      case BROKEN -> Assessment.failed("broken");
      case FORBIDDEN -> Assessment.denied("forbidden");
      case SUSPENDED -> new Assessment.Unkeepable(Outcome.SUSPENDED, "withdrawn");
      case OBEYS, STUBBORN, SLACK, SLOW, DEAF ->
          machine.right(promise) ? Assessment.kept() : Assessment.drifted("differs");
    };
  }

  private Optional<Event> repair(Effect.Repair repair) {
    var promise = repair.promise();
    var mood = machine.mood(promise.id());
    boolean writes = mood == Machine.Mood.OBEYS || mood == Machine.Mood.DEAF;
    switch (done) {
      case 1 -> {
        if (writes) {
          machine.change(Machine.path(promise), false, Optional.empty());
        }
      }
      case 2 -> {
        if (writes) {
          write(promise);
        }
        stamps = withRemoved(machine.stamps(promise));
      }
      case 3 -> seen = look(promise);
      default -> {
        return Optional.of(new Event.Repaired(repair.id(), answer(mood), seen, stamps));
      }
    }
    return Optional.empty();
  }

  private Map<String, Stamp> removed = Map.of();

  private void write(Promise promise) {
    machine.wrong.remove(promise.id());
    machine.change(Machine.path(promise), true, Optional.empty());
    removed = new HashMap<>();
    for (var stray : machine.straysOf(promise)) {
      machine.strays.remove(stray);
      machine.change(stray, true, Optional.empty());
      removed.put(stray, Stamp.MISSING);
    }
  }

  private Map<String, Stamp> withRemoved(Map<String, Stamp> present) {
    var all = new HashMap<>(removed);
    all.putAll(present);
    return all;
  }

  private static Repair answer(Machine.Mood mood) {
    return switch (mood) {
      case STUBBORN -> Repair.failed("stubborn");
      case SLOW -> Repair.timeout("slow");
      case FORBIDDEN -> Repair.denied("forbidden");
      case OBEYS, SLACK, BROKEN, DEAF, SUSPENDED -> Repair.done();
    };
  }

  private Optional<Event> refresh(Effect.Refresh refresh) {
    if (done == 1) {
      return Optional.empty();
    }
    boolean deaf = machine.mood(refresh.id()) == Machine.Mood.DEAF;
    var answer = deaf ? Repair.failed("deaf") : Repair.done();
    return Optional.of(new Event.Refreshed(refresh.id(), answer, Map.of()));
  }
}
