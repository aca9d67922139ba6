package vow.agent.service;

import java.io.IOException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import vow.agent.keeper.Timers;
import vow.engine.service.SavedTimer;
import vow.engine.service.ServiceEvent;
import vow.engine.service.State;
import vow.engine.service.Supervisor;
import vow.engine.service.TimerEffect;
import vow.engine.service.TimerEvent;
import vow.engine.service.TimerStanding;
import vow.engine.service.Timetable;
import vow.model.kind.Service;
import vow.model.kind.Timer;

/**
 * The shell around the {@link Timetable}: starts services through the supervisor, and learns there
 * of their ends. All on the loop's thread, but for what keepers call ({@link Timers}).
 *
 * <p>A start is written down ({@link TimersFile}) after the supervisor's intention to start the
 * process, and before that is done: whoever is killed in between has started it neither twice nor
 * not at all.
 */
final class Timing implements Timers {
  private final Ground ground;
  private final Function<String, Optional<Timer>> policy;
  private final Supervisor supervisor;
  private final Consumer<ServiceEvent> tell;
  private final Timetable table =
      new Timetable(RandomGenerator.getDefault(), ZoneId.systemDefault());

  /** Services that had failed before they were started now. */
  private final Set<String> failed = new HashSet<>();

  private List<SavedTimer> written = List.of();
  private long dueMs = Long.MAX_VALUE;
  private long seenMs;

  /**
   * With nothing to keep yet.
   *
   * @param policy what a timer is, by the policy in force
   * @param tell the supervisor
   */
  Timing(
      Ground ground,
      Function<String, Optional<Timer>> policy,
      Supervisor supervisor,
      Consumer<ServiceEvent> tell) {
    this.ground = ground;
    this.policy = policy;
    this.supervisor = supervisor;
    this.tell = tell;
  }

  /** Takes up what the brain before us has left, after the supervisor has. */
  void resume() {
    written = TimersFile.read(ground.state());
    table.load(written, policy);
    look(true);
  }

  /** Deals with time. */
  void look() {
    look(dueMs <= System.currentTimeMillis());
  }

  private void look(boolean due) {
    long nowMs = System.currentTimeMillis();
    if (due) {
      dueMs = Long.MAX_VALUE;
      table.services().forEach(this::compare);
      step(new TimerEvent.Due());
    } else if (nowMs < seenMs) {
      step(new TimerEvent.ClockSet());
    }
    seenMs = nowMs;
  }

  /** When {@link #look} is to be called at the latest. */
  long dueMs() {
    return dueMs;
  }

  /** These are promised now. */
  void promised() {
    for (var name : table.names()) {
      if (policy.apply(name).isEmpty()) {
        step(new TimerEvent.Drop(name));
      }
    }
  }

  /** A service stands differently. */
  void changed(String service) {
    if (table.services().contains(service)) {
      compare(service);
    }
  }

  private void compare(String service) {
    var state = supervisor.standing(service).map(it -> it.state());
    boolean busy = state.filter(it -> !it.settled()).isPresent();
    if (busy != table.isBusy(service)) {
      step(busy ? new TimerEvent.Begun(service) : new TimerEvent.Ended(service));
    }
    if (!busy && failed.remove(service) && state.filter(State.DONE::equals).isPresent()) {
      ground.drifted().accept(service); // it is well again
    }
  }

  private void step(TimerEvent event) {
    var starts = new ArrayList<TimerEffect.Start>();
    for (var effect : table.step(System.currentTimeMillis(), event)) {
      switch (effect) {
        case TimerEffect.Start start -> starts.add(start);
        case TimerEffect.WakeAt(var at) -> dueMs = at;
      }
    }
    starts.forEach(start -> start(start.service()));
  }

  /** A new run, as the policy describes it now. */
  private void start(String name) {
    var service = ground.policy().apply(name);
    var before = supervisor.standing(name);
    if (service.isPresent() && service.get().type() == Service.Type.ONESHOT) {
      if (before.filter(it -> it.failed() || it.state() == State.GIVEN_UP).isPresent()) {
        failed.add(name);
      }
      tell.accept(new ServiceEvent.Want(service.get(), true));
      if (supervisor.standing(name).filter(it -> it.state() == State.DONE).isPresent()) {
        tell.accept(new ServiceEvent.Again(name));
      }
    }
    compare(name);
  }

  /** Writes down what has changed. */
  void save() throws IOException {
    var saved = table.save();
    if (!saved.equals(written)) {
      TimersFile.write(ground.state(), saved);
      written = saved;
    }
  }

  // What keepers ask, on their threads.

  @Override
  public Optional<String> problem(Timer timer) {
    var service = ground.policy().apply(timer.start());
    if (service.isEmpty()) {
      return Optional.of("there is no service " + timer.start() + " for it to start");
    }
    return service.get().type() == Service.Type.ONESHOT
        ? Optional.empty()
        : Optional.of(
            "service[%s] stays once it is started: a timer starts one of type \"oneshot\""
                .formatted(timer.start()));
  }

  @Override
  public Optional<TimerStanding> standing(Timer timer) {
    var answer = new CompletableFuture<Optional<TimerStanding>>();
    ground
        .loop()
        .accept(
            () -> answer.complete(table.standing(timer.name()).filter(_ -> table.keeps(timer))));
    return answer.join();
  }

  @Override
  public TimerStanding set(Timer timer) {
    var answer = new CompletableFuture<TimerStanding>();
    ground
        .loop()
        .accept(() -> {
          step(new TimerEvent.Want(timer));
          changed(timer.start());
          answer.complete(table.standing(timer.name()).orElseThrow());
        });
    return answer.join();
  }

  @Override
  public void drop(String name) {
    var answer = new CompletableFuture<Boolean>();
    ground
        .loop()
        .accept(() -> {
          step(new TimerEvent.Drop(name));
          answer.complete(true);
        });
    answer.join();
  }
}
