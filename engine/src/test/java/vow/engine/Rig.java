package vow.engine;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import vow.model.Cause;
import vow.model.Manifest;
import vow.model.Outcome;
import vow.model.PromiseId;

/** A shell by hand: does what the engine says on a {@link Machine}, at once and in order. */
final class Rig {
  final Machine machine = new Machine();
  final List<Effect> effects = new ArrayList<>();
  final List<Job> jobs = new ArrayList<>();
  final List<Effect.Look> looks = new ArrayList<>();

  /** Where the shell was asked to look. */
  final Set<String> looked = new HashSet<>();

  Engine engine;
  long nowMs = 1_000_000_000;
  OptionalLong wakeAtMs = OptionalLong.empty();

  /** Looks at every event and effect. */
  final Laws laws = new Laws();

  /** An engine that has to do the same as the first. */
  Optional<Engine> twin = Optional.empty();

  private final Sabotage sabotage;

  Rig(Mode mode, Sabotage sabotage) {
    this.sabotage = sabotage;
    engine = new Engine(mode);
  }

  Rig(Mode mode) {
    this(mode, Sabotage.NONE);
  }

  Rig() {
    this(Mode.KEEP);
  }

  /** One that has taken this policy and converged. */
  static Rig converged(Manifest manifest) {
    var rig = new Rig();
    rig.send(new Event.Swapped(manifest, Cause.BOOT));
    rig.run();
    rig.effects.clear();
    return rig;
  }

  /** Tells the engine one thing; the work that follows is begun, not done. */
  void send(Event event) {
    laws.told(event);
    var told = sabotage.twist(event, this);
    if (told.isEmpty()) {
      return;
    }
    var answer = engine.step(nowMs, told.get());
    twin.ifPresent(other -> laws.same(answer, other.step(nowMs, told.get())));
    for (var effect : answer) {
      effects.add(effect);
      laws.asked(effect, this);
      perform(effect);
    }
  }

  private void perform(Effect effect) {
    switch (effect) {
      case Effect.Work work -> jobs.add(new Job(work, machine, sabotage));
      case Effect.Look look -> looks.add(look);
      case Effect.WakeAt wake -> wakeAtMs = OptionalLong.of(wake.timeMs());
      case Effect.Report _,
          Effect.Converged _,
          Effect.Rescanning _,
          Effect.Overridden _,
          Effect.Braked _,
          Effect.Stopped _ -> {}
    }
  }

  /** Does all there is to do at this moment. */
  void run() {
    while (true) {
      if (!machine.kernel.isEmpty()) {
        notice();
      } else if (!looks.isEmpty()) {
        look();
      } else if (!jobs.isEmpty()) {
        advance(jobs.getFirst());
      } else {
        return;
      }
    }
  }

  /** Hands over the oldest event of the kernel. */
  void notice() {
    var notice = machine.kernel.remove();
    send(
        new Event.Touched(
            notice.path(), machine.stamp(notice.path()), notice.finished(), notice.by()));
  }

  void look() {
    var look = looks.removeFirst();
    looked.add(look.path());
    send(new Event.Touched(look.path(), machine.stamp(look.path()), look.finished(), look.by()));
  }

  void advance(Job job) {
    job.advance()
        .ifPresent(answer -> {
          jobs.remove(job);
          send(answer);
        });
  }

  /** Lets time pass, with all that is due on the way. */
  void pass(long ms) {
    long until = nowMs + ms;
    while (wakeAtMs.isPresent() && wakeAtMs.getAsLong() <= until) {
      nowMs = Math.max(nowMs, wakeAtMs.getAsLong());
      wakeAtMs = OptionalLong.empty();
      send(new Event.Due());
      run();
    }
    nowMs = until;
  }

  void swap(Manifest manifest) {
    send(new Event.Swapped(manifest, Cause.POLICY));
    run();
  }

  void drift(String path) {
    machine.drift(Policy.id(path), path);
    run();
  }

  /** The brain stops, whatever it was at, and another goes on; the kernel's queue stays. */
  void sleep() {
    wake(Engine.resume(Mode.KEEP, engine.manifest(), engine.state(), nowMs));
  }

  /** The same, and the other decodes only what it is asked for. */
  AtRest rest() {
    var left = AtRest.of(engine);
    wake(Engine.resume(Mode.KEEP, left, nowMs));
    return left;
  }

  private void wake(Engine other) {
    jobs.clear();
    looks.clear();
    twin = Optional.empty();
    laws.forgetWork();
    var leaving = engine.leaving();
    engine = other;
    send(new Event.Left(leaving, true));
    send(new Event.Due());
  }

  <E extends Effect> List<E> all(Class<E> sort) {
    return effects.stream().filter(sort::isInstance).map(sort::cast).toList();
  }

  /** The names of the promises with this sort of work, in order. */
  List<String> names(Class<? extends Effect.Work> sort) {
    return all(sort).stream().map(work -> work.id().name()).toList();
  }

  List<Happened> reports() {
    return all(Effect.Report.class).stream().map(Effect.Report::happened).toList();
  }

  /** The reports as "name outcome". */
  List<String> outcomes() {
    return reports().stream().map(h -> h.id().name() + " " + h.outcome().word()).toList();
  }

  Optional<Happened> last(String name) {
    return engine.standing(Policy.id(name)).flatMap(Standing::last);
  }

  Outcome outcome(String name) {
    return last(name).orElseThrow().outcome();
  }

  void mood(String name, Machine.Mood mood) {
    machine.moods.put(id(name), mood);
  }

  void wrong(String... names) {
    for (var name : names) {
      machine.wrong.add(id(name));
    }
  }

  static PromiseId id(String name) {
    return Policy.id(name);
  }
}
