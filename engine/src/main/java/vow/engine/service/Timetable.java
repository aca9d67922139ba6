package vow.engine.service;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import vow.model.kind.Timer;
import vow.model.service.Schedule;

/**
 * The core of keeping timers: says when to start which service. One thread owns it; it reads no
 * clock and does nothing itself.
 *
 * <p>What holds, whatever comes:
 *
 * <ul>
 *   <li>a service that is on its way, whoever has started it, is not started: the times that come
 *       meanwhile are skipped, and counted when it has ended
 *   <li>no time of a calendar is used twice, unless the clock is set back by more than a day: it
 *       was wrong before then, and the timer goes by the new one
 *   <li>times that nobody saw come (the machine was off, or slept, or the clock was set forward)
 *       are made up for once, or with {@code catch_up = false} skipped
 * </ul>
 */
public final class Timetable {
  /** One that comes so much too late has been missed; less is what waking takes. */
  static final long LATE_MS = 60_000;

  private final Map<String, Clockwork> timers = new LinkedHashMap<>();

  /** Services that are on their way. */
  private final Set<String> busy = new HashSet<>();

  private final RandomGenerator random;
  private final ZoneId zone;
  private long wakeAtMs = Long.MAX_VALUE;

  /**
   * Without timers.
   *
   * @param random spreads machines over the jitter
   * @param zone of this machine
   */
  public Timetable(RandomGenerator random, ZoneId zone) {
    this.random = random;
    this.zone = zone;
  }

  /** Equal, also for another process, for timers that do the same. */
  public static String definition(Timer timer) {
    var when =
        switch (timer.schedule()) {
          case Schedule.At(var text, _) -> "calendar " + text;
          case Schedule.Every(var interval) -> "interval " + interval;
        };
    return "%s, jitter %s, catch_up %s, start %s"
        .formatted(when, timer.jitter(), timer.catchUp(), timer.start());
  }

  /**
   * Goes on with what {@link #save} of an earlier one answered. What is described differently now
   * waits until it is wanted.
   */
  public void load(List<SavedTimer> saved, Function<String, Optional<Timer>> of) {
    for (var each : saved) {
      var clockwork = Clockwork.of(each);
      of.apply(each.name())
          .filter(timer -> definition(timer).equals(each.definition()))
          .ifPresent(timer -> clockwork.timer = timer);
      timers.put(each.name(), clockwork);
      if (each.running()) {
        busy.add(each.service());
      }
    }
  }

  /** What a later one needs to know. */
  public List<SavedTimer> save() {
    return timers.values().stream().map(it -> it.saved(busy.contains(it.service))).toList();
  }

  /**
   * Takes one event.
   *
   * @param nowMs milliseconds since the epoch; may go back when the clock is set
   */
  public List<TimerEffect> step(long nowMs, TimerEvent event) {
    var effects = new ArrayList<TimerEffect>();
    take(nowMs, event);
    for (var clockwork : timers.values()) {
      clockwork.look(nowMs, zone);
      if (clockwork.dueMs <= nowMs && !busy.contains(clockwork.service)) {
        due(clockwork, nowMs, effects);
      }
    }
    long next =
        timers.values().stream()
            .filter(it -> !busy.contains(it.service))
            .mapToLong(it -> it.dueMs)
            .min()
            .orElse(Long.MAX_VALUE);
    if (next != wakeAtMs || event instanceof TimerEvent.Due) {
      wakeAtMs = next;
      effects.add(new TimerEffect.WakeAt(next));
    }
    return List.copyOf(effects);
  }

  private void take(long nowMs, TimerEvent event) {
    switch (event) {
      case TimerEvent.Want(var timer) ->
          timers.computeIfAbsent(timer.name(), this::fresh).become(timer, nowMs);
      case TimerEvent.Drop(var name) -> timers.remove(name);
      case TimerEvent.Begun(var service) -> busy.add(service);
      case TimerEvent.Ended(var service) -> {
        if (busy.remove(service)) {
          timers.values().stream()
              .filter(it -> it.service.equals(service))
              .forEach(it -> it.ended(nowMs, zone));
        }
      }
      case TimerEvent.Due _, TimerEvent.ClockSet _ -> {}
    }
  }

  private Clockwork fresh(String name) {
    return new Clockwork(name, random.nextInt(Clockwork.WHOLE + 1));
  }

  private void due(Clockwork clockwork, long nowMs, List<TimerEffect> effects) {
    var timer = clockwork.timer;
    boolean missed = nowMs - clockwork.dueMs > LATE_MS;
    clockwork.passed(nowMs);
    if (timer != null && missed && !timer.catchUp()) {
      clockwork.skipped++;
    } else {
      clockwork.runs++;
      clockwork.startMs = nowMs;
      busy.add(clockwork.service);
      effects.add(new TimerEffect.Start(clockwork.name, clockwork.service));
    }
    clockwork.look(nowMs, zone);
  }

  /** Whether it is kept, as described. */
  public boolean keeps(Timer timer) {
    return Optional.ofNullable(timers.get(timer.name()))
        .filter(it -> timer.equals(it.timer))
        .isPresent();
  }

  /** How one stands; empty when it was never wanted. */
  public Optional<TimerStanding> standing(String name) {
    return Optional.ofNullable(timers.get(name)).map(this::standing);
  }

  private TimerStanding standing(Clockwork it) {
    return new TimerStanding(
        it.name, it.dueMs, busy.contains(it.service), it.startMs, it.endMs, it.runs, it.skipped);
  }

  /** The timers that there are. */
  public Set<String> names() {
    return Set.copyOf(timers.keySet());
  }

  /** The services that they start. */
  public Set<String> services() {
    var services = new HashSet<String>();
    timers.values().forEach(it -> services.add(it.service));
    return services;
  }

  /** Whether that service is on its way, as far as was told. */
  public boolean isBusy(String service) {
    return busy.contains(service);
  }
}
