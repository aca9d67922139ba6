package vow.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import vow.model.Cause;
import vow.model.Manifest;
import vow.model.Meta;
import vow.model.Promise;
import vow.model.PromiseId;
import vow.model.Writer;

/**
 * Everything that can happen to an engine, in an order that a seed chooses: files drift, writers
 * dawdle, repairs fail and come late, policies change, people hold and release, events are lost,
 * clocks jump, brains go to sleep. {@link Laws} looks at every effect.
 */
final class World {
  private static final int PROMISES_MAX = 12;
  private static final int STEPS_MAX = 20_000;

  final Rig rig;
  final Laws laws;
  private final RandomGenerator random;

  World(RandomGenerator random, Sabotage sabotage) {
    this.random = random;
    rig = new Rig(Mode.KEEP, sabotage);
    laws = rig.laws;
    rig.send(new Event.Swapped(policy(), Cause.BOOT));
  }

  /** One thing of the many that can happen. */
  void happen() {
    switch (random.nextInt(40)) {
      case 0 -> swap();
      case 1, 2 -> mood();
      case 3 -> hold();
      case 4 -> rig.send(new Event.Released(anyPromise().id()));
      case 5 -> overflow();
      case 6 -> rig.send(new Event.Asked(List.of(anyPromise().id()), Cause.OPERATOR));
      case 7 -> stray();
      case 8 -> wait(random.nextInt(400));
      case 9 -> wait(random.nextInt(100_000));
      case 10, 11, 12, 13 -> drift();
      default -> progress();
    }
  }

  private void swap() {
    switch (random.nextInt(6)) {
      case 0, 1 -> rig.send(new Event.Swapped(policy(), Cause.POLICY));
      case 2 -> {
        var name = anyPromise().id().name();
        if (name.startsWith("/f")) {
          rig.send(new Event.Swapped(Policy.changed(laws.manifest, name), Cause.POLICY));
        }
      }
      default -> {}
    }
  }

  private void hold() {
    var until = random.nextBoolean() ? Hold.FOREVER : rig.nowMs + 1 + random.nextInt(50_000);
    var hold = new Hold("somebody", "", until, Hold.Sort.HOLD);
    rig.send(new Event.Held(anyPromise().id(), hold));
  }

  /** Gives the machine time to do one thing of what is under way. */
  void progress() {
    int choice = random.nextInt(3);
    if (choice == 0 && !rig.machine.kernel.isEmpty()) {
      rig.notice();
    } else if (choice == 1 && !rig.looks.isEmpty()) {
      rig.look();
    } else if (!rig.jobs.isEmpty()) {
      rig.advance(rig.jobs.get(random.nextInt(rig.jobs.size())));
    } else if (!rig.machine.kernel.isEmpty()) {
      rig.notice();
    }
    wait(random.nextInt(3));
  }

  private void wait(int ms) {
    rig.nowMs += ms;
    if (rig.wakeAtMs.isPresent() && rig.wakeAtMs.getAsLong() <= rig.nowMs) {
      rig.wakeAtMs = java.util.OptionalLong.empty();
      rig.send(new Event.Due());
    }
  }

  private void drift() {
    var promise = anyPromise();
    var path = Machine.path(promise);
    if (random.nextInt(4) == 0) {
      rig.machine.wrong.remove(promise.id()); // somebody mends it, or writes the same again
    } else {
      rig.machine.wrong.add(promise.id());
    }
    var by = random.nextBoolean() ? Optional.of(Writer.gone(7)) : Optional.<Writer>empty();
    boolean finished = random.nextInt(3) > 0;
    rig.machine.change(path, finished, by);
  }

  private void stray() {
    for (var promise : laws.manifest.promises().values()) {
      if (promise.id().name().startsWith("/purged")) {
        rig.machine.stray(Machine.path(promise) + "/" + random.nextInt(2) + "-stray");
        return;
      }
    }
  }

  private void mood() {
    var moods = Machine.Mood.values();
    var id = anyPromise().id();
    var mood = random.nextBoolean() ? Machine.Mood.OBEYS : moods[random.nextInt(moods.length)];
    rig.machine.moods.put(id, mood);
    rig.send(new Event.Asked(List.of(id), Cause.OPERATOR)); // moods give no events
  }

  private void overflow() {
    if (random.nextInt(4) == 0) {
      rig.machine.kernel.clear();
      rig.send(new Event.Overflowed());
    }
  }

  private Promise anyPromise() {
    var all = List.copyOf(laws.manifest.promises().values());
    return all.get(random.nextInt(all.size()));
  }

  /** Lets all work end, and the short deadlines pass. */
  void calm() {
    Collections.shuffle(rig.jobs, new java.util.Random(random.nextLong()));
    rig.run();
    rig.pass(2_000);
    for (int i = 0; !quiet(); i++) {
      if (i > STEPS_MAX) {
        throw new AssertionError("never quiet: " + rig.engine.standings());
      }
      rig.pass(5_000);
      rig.run();
    }
    laws.quiet(rig);
  }

  private boolean quiet() {
    return rig.engine.quiet()
        && rig.engine.standings().stream().allMatch(standing -> standing.doing().isEmpty());
  }

  /** One change from outside is one assessment, and what the kernel says again is none. */
  void probe() {
    for (var standing : rig.engine.standings()) {
      var id = standing.id();
      boolean good = standing.last().orElseThrow().outcome().satisfies();
      boolean obeys = rig.machine.mood(id) == Machine.Mood.OBEYS;
      if (id.name().startsWith("/f") && good && obeys && free(id)) {
        int before = assessments(id);
        rig.machine.drift(id, id.name());
        rig.run();
        rig.pass(5_000); // what it needs may have a refresh before it, or be tried again
        int after = assessments(id);
        boolean skipped = after == before && laws.bad(id, rig); // a need failed meanwhile
        laws.check(after == before + 1 || skipped, "not one assessment of " + id);
        rig.machine.kernel.add(new Machine.Notice(id.name(), true, Optional.empty()));
        rig.run();
        laws.check(assessments(id) == after, "assessed for nothing: " + id);
      }
    }
    rig.pass(2_000);
  }

  private boolean free(PromiseId id) {
    return !rig.engine.standing(id).orElseThrow().contested() && !laws.bad(id, rig);
  }

  private int assessments(PromiseId id) {
    return laws.assessments.getOrDefault(id, 0);
  }

  /** A copy of the engine, made from its state, has to do the same from now on. */
  void copy() {
    var copy =
        random.nextBoolean()
            ? Engine.resume(Mode.KEEP, AtRest.of(rig.engine), rig.nowMs)
            : Engine.resume(Mode.KEEP, rig.engine.manifest(), rig.engine.state(), rig.nowMs);
    copy.step(rig.nowMs, new Event.Due());
    laws.check(copy.state().equals(rig.engine.state()), "the state changed on its way");
    rig.twin = Optional.of(copy);
  }

  /** The brain stops, at any moment, and another one goes on. Nothing of its work is lost. */
  void sleep() {
    if (random.nextBoolean()) {
      rig.sleep();
    } else {
      rig.rest();
    }
  }

  /** Some of the same dozen promises each time, with an order that has no cycle. */
  private Manifest policy() {
    var policy = new Policy();
    var names = new ArrayList<String>();
    for (int i = 0; i < PROMISES_MAX; i++) {
      if (random.nextInt(5) > 0) {
        names.add(add(policy, i));
      }
    }
    if (names.isEmpty()) {
      names.add(add(policy, 1));
    }
    for (int i = 1; i < names.size(); i++) {
      for (int j = 0; j < i; j++) {
        switch (random.nextInt(8)) {
          case 0 -> policy.after(names.get(i), names.get(j));
          case 1 -> policy.listens(names.get(i), names.get(j));
          default -> {}
        }
      }
    }
    return policy.manifest();
  }

  private String add(Policy policy, int i) {
    return switch (i) {
      case 0 -> {
        policy.purged("/purged");
        yield "/purged";
      }
      case 1 -> {
        policy.file("/purged/file");
        yield "/purged/file";
      }
      case 2, 3 -> {
        policy.part("/shared#" + i, "/shared", Meta.NONE);
        yield "/shared#" + i;
      }
      case 4 -> {
        policy.tree("/tree");
        yield "/tree";
      }
      case 5 -> {
        policy.file("/tree/file");
        yield "/tree/file";
      }
      default -> {
        policy.file("/f" + i, meta(random.nextInt(12)));
        yield "/f" + i;
      }
    };
  }

  private static Meta meta(int choice) {
    return switch (choice) {
      case 0 -> Policy.noop();
      case 1 -> Policy.retry(2);
      case 2, 3 -> Policy.semaphore("one");
      case 4 -> Policy.every(Duration.ofMinutes(2));
      case 5 -> Policy.reverse();
      default -> Meta.NONE;
    };
  }
}
