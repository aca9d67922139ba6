package vow.engine.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.random.RandomGenerator;
import vow.model.kind.Service;
import vow.model.service.Readiness;

/**
 * A machine with processes for a {@link Supervisor}: it does what it is asked to, answers in any
 * order that could be, and checks after every step what must hold.
 */
final class World {
  /** One process. */
  static final class Running {
    final Service service;
    final long run;
    boolean executed;
    boolean told;
    boolean stubborn;

    Running(Service service, long run) {
      this.service = service;
      this.run = run;
    }
  }

  private final RandomGenerator random;
  private Supervisor supervisor;
  private final Map<String, Running> processes = new HashMap<>();
  private final Map<String, Service> known = new HashMap<>();
  private final Deque<ServiceEvent> answers = new ArrayDeque<>();
  final List<String> log = new ArrayList<>();
  long nowMs = 1_000_000;
  private long wakeAtMs = Long.MAX_VALUE;

  /** Of whom what they had stored was let go, as often as it was. */
  final List<String> released = new ArrayList<>();

  World(RandomGenerator random) {
    this.random = random;
    supervisor = new Supervisor(random);
  }

  Supervisor supervisor() {
    return supervisor;
  }

  Map<String, Running> processes() {
    return processes;
  }

  /** It is to be up; what follows at once has come. */
  void want(Service service) {
    send(new ServiceEvent.Want(service, false));
    drain();
  }

  Standing standing(String name) {
    return supervisor.standing(name).orElseThrow();
  }

  /** Whoever is to end has ended. */
  void settle() {
    drain();
    while (supervisor.standings().stream()
        .anyMatch(s -> s.state().running() && !s.state().settled())) {
      advance();
      drain();
    }
    drain();
  }

  State state(String name) {
    return supervisor.standing(name).map(Standing::state).orElseThrow();
  }

  void send(ServiceEvent event) {
    log.add(nowMs + " " + event);
    if (event instanceof ServiceEvent.Want(var service, _)) {
      known.put(service.name(), service);
    }
    for (var effect : supervisor.step(nowMs, event)) {
      log.add("  " + effect);
      perform(effect);
    }
    check();
  }

  /** Delivers one answer that is due, if there is one. */
  boolean answer() {
    if (answers.isEmpty()) {
      return false;
    }
    send(answers.remove());
    return true;
  }

  /** Delivers all that is to come without time going on. */
  void drain() {
    while (answer()) {}
  }

  /** Lets the next deadline come. */
  boolean advance() {
    if (wakeAtMs == Long.MAX_VALUE) {
      return false;
    }
    nowMs = Math.max(nowMs, wakeAtMs);
    send(new ServiceEvent.Due());
    return true;
  }

  /** The process ends by itself. */
  void end(String name, End end) {
    var process = processes.remove(name);
    if (process != null) {
      answers.add(new ServiceEvent.Ended(name, process.run, end));
    }
  }

  /** The brain is another one: what it knows was written down. */
  void restart() {
    var saved = supervisor.save();
    supervisor = new Supervisor(random);
    supervisor.load(saved, name -> Optional.ofNullable(known.get(name)));
    for (int i = 0; i < saved.size(); i++) {
      if (saved.get(i).state() != State.CLEARING) { // which is gone on with at once
        assertEquals(saved.get(i), supervisor.save().get(i));
      }
    }
    send(new ServiceEvent.Due());
  }

  private void perform(ServiceEffect effect) {
    switch (effect) {
      case ServiceEffect.Launch(var service, var run) -> {
        assertFalse(processes.containsKey(service.name()), () -> "two of one: " + log);
        var process = new Running(service, run);
        processes.put(service.name(), process);
        answers.add(new ServiceEvent.Started(service.name(), run, (int) (100 + run)));
        process.stubborn = random.nextInt(10) == 0;
        answers.add(new ServiceEvent.Executed(service.name(), run));
        process.executed = true;
      }
      case ServiceEffect.Signal(var name, var run, var signal) -> {
        var process = processes.get(name);
        if (process != null
            && process.run == run
            && signal.equals("SIGTERM")
            && !process.stubborn) {
          end(name, End.killed("SIGTERM"));
        }
      }
      case ServiceEffect.KillAll(var name, var run) -> {
        var process = processes.get(name);
        if (process != null && process.run == run) {
          end(name, End.killed("SIGKILL"));
        }
      }
      case ServiceEffect.Sweep(var name, var run) ->
          answers.add(new ServiceEvent.Swept(name, run, random.nextInt(4) == 0 ? 2 : 0));
      case ServiceEffect.RunReload reload ->
          answers.add(
              new ServiceEvent.Reloaded(reload.service().name(), reload.run(), Optional.empty()));
      case ServiceEffect.WakeAt(var at) -> wakeAtMs = at;
      case ServiceEffect.Forget(var name) -> known.remove(name);
      case ServiceEffect.Release(var name) -> released.add(name);
      case ServiceEffect.Probe _, ServiceEffect.Watch _, ServiceEffect.Changed _ -> {}
    }
  }

  /** Whoever runs and could say that it is ready does; a oneshot has done its thing. */
  void readies() {
    for (var process : List.copyOf(processes.values())) {
      if (process.service.type() == Service.Type.ONESHOT) {
        end(process.service.name(), End.exited(0));
      }
    }
    processes.values().stream()
        .filter(p -> !p.told && !(p.service.ready() instanceof Readiness.None))
        .forEach(p -> {
          p.told = true;
          answers.add(new ServiceEvent.Ready(p.service.name(), p.run));
        });
  }

  private void check() {
    for (var standing : supervisor.standings()) {
      boolean runs = processes.containsKey(standing.name());
      assertTrue(!runs || standing.state().running(), () -> "a lost process: " + log);
      if (standing.state() == State.STARTING || standing.state() == State.READY) {
        checkNeeds(standing);
      }
    }
    var saved = supervisor.save();
    for (var unit : saved) {
      boolean timed =
          switch (unit.state()) {
            case STARTING, RELOADING, STOPPING, KILLING, CLEARING, PAUSING ->
                unit.deadlineMs() != Long.MAX_VALUE;
            case DOWN, WAITING, READY, DONE, ENDED, GIVEN_UP -> true;
          };
      assertTrue(timed, () -> unit + " waits for nothing: " + log);
    }
  }

  /**
   * Whoever may run stays only while those that it needs are there, or it could not be told yet.
   */
  private void checkNeeds(Standing standing) {
    for (var need : described(standing.name()).requires()) {
      var other = supervisor.standing(need);
      assertTrue(
          other.isEmpty() || other.get().wanted() || isNeededByOthers(standing.name()),
          () -> standing.name() + " runs without " + need + ": " + log);
    }
  }

  private boolean isNeededByOthers(String name) {
    return supervisor.standings().stream()
        .anyMatch(s -> s.state().running() && described(s.name()).requires().contains(name));
  }

  private Service described(String name) {
    return Objects.requireNonNull(known.get(name));
  }
}
