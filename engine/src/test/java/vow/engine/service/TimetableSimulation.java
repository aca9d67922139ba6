package vow.engine.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import vow.model.kind.Timer;
import vow.model.service.Schedule;

/**
 * Timers through days in which the machine sleeps, the clock is set, processes take each other's
 * place and people start services: never two runs at a time, never a time twice, none lost.
 */
class TimetableSimulation {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final long HOUR_MS = 3_600_000;
  private static final int LOG_MAX = 50;
  private static final int STEPS = Boolean.getBoolean("vow.long") ? 150 : 50;

  private static final class World {
    final Random random;
    final List<Timer> policy;
    final Map<String, Long> runningUntilMs = new HashMap<>();
    final Map<String, Set<Long>> used = new HashMap<>();
    final Map<String, Long> checkedMs = new HashMap<>();
    final Map<String, Long> answered = new HashMap<>();
    final List<String> log = new ArrayList<>();
    Timetable table;
    boolean mayGoBack;
    long nowMs;
    long wakeAtMs = Long.MAX_VALUE;

    World(Random random, boolean mayGoBack) {
      this.random = random;
      this.mayGoBack = mayGoBack;
      table = new Timetable(random, BERLIN);
      nowMs = 1_774_000_000_000L + random.nextInt(20 * 24) * HOUR_MS; // spring: the clocks change
      policy =
          List.of(
              Timers.at("quarter", "*:0/15", jitter(), true),
              Timers.at("night", "2:30", jitter(), true),
              Timers.at("lazy", "hourly", jitter(), false),
              Timers.every("often", Duration.ofMinutes(20), true));
      policy.forEach(timer -> checkedMs.put(timer.name(), nowMs));
      policy.forEach(timer -> send(new TimerEvent.Want(timer)));
    }

    private Duration jitter() {
      return Duration.ofSeconds(random.nextBoolean() ? 0 : random.nextInt(1_800));
    }

    void send(TimerEvent event) {
      log.add(nowMs + " " + event);
      if (log.size() > LOG_MAX) {
        log.removeFirst();
      }
      for (var effect : table.step(nowMs, event)) {
        switch (effect) {
          case TimerEffect.Start(var timer, var service) -> start(timer, service);
          case TimerEffect.WakeAt(var at) -> wakeAtMs = at;
        }
      }
      check();
    }

    private void start(String name, String service) {
      log.add(nowMs + " starts " + name);
      assertFalse(runningUntilMs.containsKey(service), () -> "two runs at a time: " + log);
      runningUntilMs.put(service, nowMs + random.nextLong(2 * HOUR_MS / 3));
      var timer = policy.stream().filter(it -> it.name().equals(name)).findFirst().orElseThrow();
      if (timer.schedule() instanceof Schedule.At) {
        long time = last(timer);
        boolean first = used.computeIfAbsent(name, _ -> new HashSet<>()).add(time);
        assertTrue(first, () -> name + " twice for " + time + ": " + log);
      }
    }

    private long offset(Timer timer) {
      var saved =
          table.save().stream()
              .filter(it -> it.name().equals(timer.name()))
              .findFirst()
              .orElseThrow();
      long jitterMs = timer.jitter().toMillis();
      return jitterMs * saved.share() / Clockwork.WHOLE;
    }

    /** The last time of its calendar that has come. */
    private long last(Timer timer) {
      var calendar = ((Schedule.At) timer.schedule()).calendar();
      long until = nowMs - offset(timer);
      long last = 0;
      var next = calendar.nextMs(until - 48 * HOUR_MS, BERLIN);
      while (next.isPresent() && next.getAsLong() <= until) {
        last = next.getAsLong();
        next = calendar.nextMs(last, BERLIN);
      }
      return last;
    }

    /** What came since the last look was answered: by a run, or by being skipped. */
    private void check() {
      for (var timer : policy) {
        var standing = table.standing(timer.name()).orElse(null);
        if (standing == null || standing.running()) {
          continue;
        }
        assertTrue(standing.nextMs() > nowMs, () -> timer.name() + " is overdue: " + log);
        if (!mayGoBack && timer.schedule() instanceof Schedule.At) {
          long answers = standing.runs() + standing.skipped();
          long before = checkedMs.getOrDefault(timer.name(), 0L);
          checkedMs.put(timer.name(), Math.max(before, last(timer)));
          long answersBefore = answered.getOrDefault(timer.name(), 0L);
          answered.put(timer.name(), answers);
          assertTrue(
              last(timer) <= before || answers > answersBefore,
              () -> timer.name() + " has lost a time: " + log);
        }
      }
    }

    /** Time goes on, events come as they are due. */
    void advance(long byMs) {
      long end = nowMs + byMs;
      while (true) {
        long nextEnd = runningUntilMs.values().stream().min(Long::compare).orElse(Long.MAX_VALUE);
        long next = Math.max(nowMs, Math.min(wakeAtMs, nextEnd));
        if (next > end) {
          nowMs = end;
          return;
        }
        nowMs = next;
        if (nextEnd <= next) {
          endRuns();
        } else {
          send(new TimerEvent.Due());
        }
      }
    }

    private void endRuns() {
      for (var service : List.copyOf(runningUntilMs.keySet())) {
        if (runningUntilMs.getOrDefault(service, 0L) <= nowMs) {
          runningUntilMs.remove(service);
          send(new TimerEvent.Ended(service));
        }
      }
    }

    /** Nobody is there, and what happens meanwhile is found out afterwards. */
    void away(long forMs) {
      var saved = table.save();
      nowMs += forMs;
      table = new Timetable(random, BERLIN);
      wakeAtMs = Long.MAX_VALUE;
      table.load(saved, name -> policy.stream().filter(it -> it.name().equals(name)).findFirst());
      for (var service : table.services()) {
        if (runningUntilMs.getOrDefault(service, 0L) <= nowMs) {
          runningUntilMs.remove(service);
        }
      }
      for (var service : table.services()) {
        if (table.isBusy(service) && !runningUntilMs.containsKey(service)) {
          send(new TimerEvent.Ended(service));
        }
      }
      send(new TimerEvent.Due());
    }

    void setClock(long byMs) {
      nowMs += byMs;
      runningUntilMs.replaceAll((_, at) -> at + byMs);
      send(new TimerEvent.ClockSet());
    }

    void person() {
      var name = policy.get(random.nextInt(policy.size())).name();
      if (!runningUntilMs.containsKey(name)) {
        runningUntilMs.put(name, nowMs + random.nextLong(HOUR_MS));
        send(new TimerEvent.Begun(name));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("vow.testkit.Seeds#seeds")
  void neverTwoRunsAtATimeNeverATimeTwiceNoneLost(long seed) {
    var random = new Random(seed);
    var world = new World(random, false);
    for (int i = 0; i < STEPS; i++) {
      switch (random.nextInt(10)) {
        case 0 -> world.away(random.nextLong(30 * HOUR_MS));
        case 1 -> world.away(random.nextLong(60_000));
        case 2 -> world.person();
        case 3 -> world.setClock(random.nextLong(3 * HOUR_MS));
        default -> world.advance(random.nextLong(HOUR_MS));
      }
    }
    assertEquals(4, world.table.names().size());
  }

  @ParameterizedTest
  @MethodSource("vow.testkit.Seeds#seeds")
  void aClockThatGoesBackBringsNoTimeTwice(long seed) {
    var random = new Random(seed);
    var world = new World(random, true);
    for (int i = 0; i < STEPS; i++) {
      switch (random.nextInt(10)) {
        case 0 -> world.away(random.nextLong(3 * HOUR_MS));
        case 1 -> {
          long byMs = random.nextLong(20 * HOUR_MS);
          world.setClock(-byMs);
          world.advance(random.nextLong(byMs + 1));
          world.setClock(byMs);
        }
        case 2 -> world.person();
        default -> world.advance(random.nextLong(HOUR_MS));
      }
    }
    assertEquals(4, world.table.names().size());
  }
}
