package vow.engine.service;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import vow.model.kind.Service;
import vow.model.service.Readiness;
import vow.model.service.Reload;

/**
 * The core of keeping services: takes what happened to them, says what to do. One thread owns it;
 * it reads no clock and does nothing itself.
 *
 * <p>Each service is one machine. What leads from where to where, with the events in columns
 * ({@code =} stays, {@code -} cannot come or is ignored):
 *
 * <pre>
 *            Want      Unwant   Again    Reload     Executed  Ready  Unstarted  Ended     Swept  Due
 * DOWN       WAITING   =        WAITING  =          -         -      -          -         -      -
 * WAITING    =         DOWN     =        =          -         -      -          -         -      -
 * STARTING   =(1)      STOPPING STOPPING =(2)       READY(3)  READY  over       CLEARING  -      STOPPING
 * READY      =(1)      STOPPING STOPPING RELOADING  -         =      -          CLEARING  -      STOPPING(4)
 * RELOADING  =(1)      STOPPING STOPPING =          -         READY  -          CLEARING  -      READY(5)
 * STOPPING   =         =        =        =          -         -      over       CLEARING  -      KILLING
 * KILLING    =         =        =        =          -         -      over       CLEARING  -      KILLING
 * CLEARING   =         =        =        =          -         -      -          -         over   =(6)
 * PAUSING    =(7)      DOWN     WAITING  =          -         -      -          -         -      WAITING
 * DONE       =(1)      DOWN     WAITING  WAITING    -         -      -          -         -      -
 * ENDED      =(7)      DOWN     WAITING  WAITING    -         -      -          -         -      -
 * GIVEN_UP   =(7)      DOWN     WAITING  WAITING    -         -      -          -         -      -
 *
 * WAITING becomes STARTING as soon as all that it needs is ready.
 * over: no process is left. Not wanted: DOWN. Stopped to be started again, or for something that it
 * needs: WAITING. Ended by itself: DONE for a oneshot that succeeded; else, as the policy says,
 * PAUSING, ENDED, or after too many failures GIVEN_UP.
 * (1) as Again when it runs as it was described before, and what has changed is about its process
 * (2) it is restarted once it is ready, or has failed to be
 * (3) when it does not say by itself that it is ready
 * (4) it has run as long as it may
 * (5) it did not say that it has reloaded; told, and it goes on
 * (6) kills again what is left
 * (7) WAITING when a person or a new policy asks
 * </pre>
 *
 * <p>What must hold after every event, whatever comes: there is at most one process of a service;
 * who runs needs nothing that was stopped, but for the time its own stop takes, which the needed
 * one waits for; every state that is not {@link State#settled} has a deadline, waits for another
 * service, or for an answer of the shell that always comes.
 */
public final class Supervisor {
  private final Map<String, Unit> units = new LinkedHashMap<>();
  private final Moves moves;
  private final Life life;
  private final Needs needs;
  private final Wishes wishes;
  private long nowMs;
  private long wakeAtMs = Long.MAX_VALUE;

  /** A supervisor of nothing. The random numbers spread restarts. */
  public Supervisor(RandomGenerator random) {
    moves = new Moves(units, random);
    life = new Life(moves);
    needs = new Needs(moves);
    wishes = new Wishes(moves, needs);
  }

  /** Goes on with what {@link #save} of an earlier one answered. */
  public void load(List<SavedUnit> saved, Function<String, Optional<Service>> of) {
    for (var each : saved) {
      each.unit(of).ifPresent(unit -> units.put(unit.name, unit));
    }
  }

  /** What a later one needs to know. */
  public List<SavedUnit> save() {
    return units.values().stream().map(SavedUnit::of).toList();
  }

  /**
   * Takes one event.
   *
   * @param now milliseconds since the epoch; may go back when the clock is set
   */
  public List<ServiceEffect> step(long now, ServiceEvent event) {
    if (now < nowMs) {
      units.values().forEach(unit -> unit.setBack(nowMs - now));
    }
    nowMs = now;
    var effects = new ArrayList<ServiceEffect>();
    moves.begin(now, effects);
    take(event);
    needs.settle();
    long next = units.values().stream().mapToLong(u -> u.deadlineMs).min().orElse(Long.MAX_VALUE);
    if (next != wakeAtMs || event instanceof ServiceEvent.Due) {
      wakeAtMs = next;
      effects.add(new ServiceEffect.WakeAt(next));
    }
    return List.copyOf(effects);
  }

  private void take(ServiceEvent event) {
    switch (event) {
      case ServiceEvent.Want(var service, var reset) ->
          wishes.want(
              units.computeIfAbsent(service.name(), _ -> new Unit(service)), service, reset);
      case ServiceEvent.Unwant(var name) -> unit(name).ifPresent(wishes::unwant);
      case ServiceEvent.Again(var name) -> unit(name).ifPresent(wishes::again);
      case ServiceEvent.Reload(var name) -> unit(name).ifPresent(wishes::reload);
      case ServiceEvent.Leave(var name) -> unit(name).ifPresent(wishes::leave);
      case ServiceEvent.Drop(var name) -> unit(name).ifPresent(wishes::drop);
      case ServiceEvent.Started(var name, var run, var pid) ->
          unit(name, run).ifPresent(unit -> life.started(unit, pid));
      case ServiceEvent.Executed(var name, var run) -> unit(name, run).ifPresent(life::executed);
      case ServiceEvent.Unstarted(var name, var run, var why) ->
          unit(name, run).ifPresent(unit -> life.unstarted(unit, why));
      case ServiceEvent.Ready(var name, var run) -> unit(name, run).ifPresent(life::ready);
      case ServiceEvent.Told(var name, var run, var text) ->
          unit(name, run).ifPresent(unit -> life.told(unit, text));
      case ServiceEvent.Silent(var name, var run) ->
          unit(name, run).ifPresent(unit -> life.tooSlow(unit, "it said nothing for too long"));
      case ServiceEvent.Ended(var name, var run, var end) ->
          unit(name, run).ifPresent(unit -> life.ended(unit, end));
      case ServiceEvent.Swept(var name, var run, var leftovers) ->
          unit(name, run).ifPresent(unit -> life.swept(unit, leftovers));
      case ServiceEvent.Reloaded(var name, var run, var problem) ->
          unit(name, run).ifPresent(unit -> life.reloaded(unit, problem));
      case ServiceEvent.Due _ -> life.due();
    }
  }

  private Optional<Unit> unit(String name) {
    return Optional.ofNullable(units.get(name));
  }

  private Optional<Unit> unit(String name, long run) {
    return unit(name).filter(unit -> unit.run == run && unit.state.running());
  }

  /** How one stands. */
  public Optional<Standing> standing(String name) {
    return unit(name).map(Unit::standing);
  }

  /** How all stand, in the order in which they came. */
  public List<Standing> standings() {
    return units.values().stream().map(Unit::standing).toList();
  }

  /** Whether the shell does nothing for any of them: events and deadlines remain. */
  public boolean quiet() {
    return units.values().stream().noneMatch(Supervisor::isAttended);
  }

  private static boolean isAttended(Unit unit) {
    return switch (unit.state) {
      case STARTING -> unit.service.ready() instanceof Readiness.Probed;
      case RELOADING -> unit.service.reload() instanceof Reload.ByCommand;
      case CLEARING -> true;
      case DOWN, WAITING, READY, STOPPING, KILLING, PAUSING, DONE, ENDED, GIVEN_UP -> false;
    };
  }
}
