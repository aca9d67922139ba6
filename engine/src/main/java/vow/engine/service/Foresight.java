package vow.engine.service;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Function;
import vow.model.kind.Service;
import vow.model.service.Readiness;

/**
 * What a {@link Supervisor} would do to services, and in which order, if they all did at once what
 * they are told: for a plan.
 */
public final class Foresight {
  /** What happens to a service. */
  public enum Step {
    STOP,
    START,
    RELOAD;

    /** As plans say it. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** One step of one service. */
  public record Move(Step step, String name) {}

  private final Supervisor supervisor = new Supervisor(new SplittableRandom(0));
  private final Deque<ServiceEvent> events = new ArrayDeque<>();
  private final List<Move> moves = new ArrayList<>();
  private final long nowMs;

  private Foresight(long nowMs) {
    this.nowMs = nowMs;
  }

  /**
   * The steps that these events lead to.
   *
   * @param nowMs milliseconds since the epoch
   * @param saved how services stand
   * @param policy what they are to be
   */
  public static List<Move> of(
      long nowMs,
      List<SavedUnit> saved,
      Function<String, Optional<Service>> policy,
      List<ServiceEvent> events) {
    var foresight = new Foresight(nowMs);
    foresight.supervisor.load(saved, policy);
    saved.forEach(foresight::arrive);
    for (var event : events) {
      foresight.events.add(event);
      foresight.settle();
    }
    return List.copyOf(foresight.moves);
  }

  /** What is on its way comes about first, and is no step of the plan. */
  private void arrive(SavedUnit unit) {
    switch (unit.state()) {
      case STARTING -> {
        events.add(new ServiceEvent.Executed(unit.name(), unit.run()));
        events.add(new ServiceEvent.Ready(unit.name(), unit.run()));
      }
      case RELOADING -> events.add(new ServiceEvent.Ready(unit.name(), unit.run()));
      case STOPPING, KILLING ->
          events.add(new ServiceEvent.Ended(unit.name(), unit.run(), End.exited(0)));
      case CLEARING -> events.add(new ServiceEvent.Swept(unit.name(), unit.run(), 0));
      case DOWN, WAITING, READY, PAUSING, DONE, ENDED, GIVEN_UP -> {}
    }
    settle();
    moves.clear();
  }

  /** Everything that is asked for is answered well, so this ends. */
  private void settle() {
    for (var event = events.poll(); event != null; event = events.poll()) {
      supervisor.step(nowMs, event).forEach(this::perform);
    }
  }

  private void perform(ServiceEffect effect) {
    switch (effect) {
      case ServiceEffect.Launch(var service, var run) -> launch(service, run);
      case ServiceEffect.Signal(var name, var run, var _) -> signal(name, run);
      case ServiceEffect.KillAll(var name, var run) ->
          events.add(new ServiceEvent.Ended(name, run, End.UNKNOWN));
      case ServiceEffect.Sweep(var name, var run) ->
          events.add(new ServiceEvent.Swept(name, run, 0));
      case ServiceEffect.RunReload(var service, var run, var _, var _) -> {
        moves.add(new Move(Step.RELOAD, service.name()));
        events.add(new ServiceEvent.Reloaded(service.name(), run, Optional.empty()));
      }
      case ServiceEffect.Probe _,
          ServiceEffect.Watch _,
          ServiceEffect.Release _,
          ServiceEffect.Changed _,
          ServiceEffect.Forget _,
          ServiceEffect.WakeAt _ -> {}
    }
  }

  private void launch(Service service, long run) {
    var name = service.name();
    moves.add(new Move(Step.START, name));
    events.add(new ServiceEvent.Started(name, run, 1));
    events.add(new ServiceEvent.Executed(name, run));
    if (service.type() == Service.Type.ONESHOT) {
      events.add(new ServiceEvent.Ended(name, run, End.exited(0)));
    } else if (!(service.ready() instanceof Readiness.None)) {
      events.add(new ServiceEvent.Ready(name, run));
    }
  }

  private void signal(String name, long run) {
    boolean stops =
        supervisor.standing(name).filter(it -> it.state() == State.STOPPING).isPresent();
    moves.add(new Move(stops ? Step.STOP : Step.RELOAD, name));
    events.add(
        stops
            ? new ServiceEvent.Ended(name, run, End.exited(0))
            : new ServiceEvent.Ready(name, run));
  }
}
