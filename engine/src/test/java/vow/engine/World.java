package vow.engine;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import vow.model.Cause;
import vow.model.Promise;
import vow.model.PromiseId;
import vow.model.Writer;

/**
 * Everything that can happen to an engine, in an order that a seed chooses: files drift, writers
 * dawdle, repairs fail and come late, policies change, people hold and release, events are lost,
 * clocks jump, brains go to sleep. {@link Laws} looks at every effect.
 */
final class World {
  private static final int STEPS_MAX = 20_000;

  final Rig rig;
  final Laws laws;
  private final RandomGenerator random;
  private final RandomPolicies policies;

  /** What the command line says, for the whole life. */
  private Scope scope = Scope.ALL;

  World(RandomGenerator random, Sabotage sabotage) {
    this.random = random;
    rig = new Rig(Mode.KEEP, sabotage);
    laws = rig.laws;
    policies = new RandomPolicies(random);
    var policy = policies.next();
    scope = scope(List.copyOf(policy.promises().keySet()));
    rig.send(new Event.Ruled(rules(false, Optional.empty())));
    rig.send(new Event.Swapped(policy, Cause.BOOT));
  }

  private Rules rules(boolean observe, Optional<Breaker> breaker) {
    return new Rules(observe, breaker, scope, "UTC");
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
      case 9 -> wait(random.nextInt(random.nextInt(20) == 0 ? 20_000_000 : 100_000));
      case 10, 11, 12, 13 -> drift();
      case 14 -> brake();
      case 15 -> rule();
      default -> progress();
    }
  }

  private void swap() {
    switch (random.nextInt(6)) {
      case 0, 1 -> rig.send(new Event.Swapped(policies.next(), Cause.POLICY));
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

  private void brake() {
    if (random.nextBoolean()) {
      rig.send(new Event.ReleasedAll());
    } else {
      var until = random.nextBoolean() ? Hold.FOREVER : rig.nowMs + 1 + random.nextInt(50_000);
      rig.send(new Event.HeldAll(new Hold("somebody", "", until, Hold.Sort.HOLD)));
    }
  }

  private void rule() {
    if (random.nextInt(3) > 0) {
      return;
    }
    var breaker =
        random.nextBoolean()
            ? Optional.of(new Breaker(3 + random.nextInt(20), 60_000, 40 + random.nextInt(60)))
            : Optional.<Breaker>empty();
    rig.send(new Event.Ruled(rules(random.nextInt(4) == 0, breaker)));
  }

  private Scope scope(List<PromiseId> ids) {
    var one = ids.get(random.nextInt(ids.size()));
    return switch (random.nextInt(6)) {
      case 0 -> new Scope(List.of(one, ids.getLast()), List.of());
      case 1 -> new Scope(List.of(), List.of(one));
      default -> Scope.ALL;
    };
  }

  /** Everybody lets go, so that what was left alone is kept. */
  void letGo() {
    rig.send(new Event.ReleasedAll());
    rig.send(new Event.Ruled(rules(false, Optional.empty())));
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
        && rig.engine.standings().stream().map(Standing::doing).allMatch(World::still);
  }

  private static boolean still(String doing) {
    return doing.isEmpty() || doing.equals(Answers.WINDOW);
  }

  /** One change from outside is one assessment, and what the kernel says again is none. */
  void probe() {
    for (var standing : rig.engine.standings()) {
      var id = standing.id();
      boolean good = standing.last().filter(last -> last.outcome().satisfies()).isPresent();
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
    var standing = rig.engine.standing(id).orElseThrow();
    return !standing.contested()
        && standing.doing().isEmpty()
        && !laws.bad(id, rig)
        && !laws.leftOut(id);
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
    copy.step(rig.nowMs, new Event.Left(rig.engine.leaving(), true));
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
}
