package vow.engine.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import vow.model.kind.Timer;

/** What a timetable does when, in UTC. */
class TimetableTest {
  private static final Duration HOUR = Duration.ofHours(1);

  private Timetable table = new Timetable(new Random(7), ZoneOffset.UTC);

  private static long ms(String time) {
    return Instant.parse("2026-11-" + time + "Z").toEpochMilli();
  }

  private List<TimerEffect> send(String time, TimerEvent event) {
    return table.step(ms(time), event);
  }

  private boolean starts(String time, TimerEvent event) {
    return send(time, event).contains(new TimerEffect.Start("a", "a"));
  }

  private boolean isDue(String time) {
    return starts(time, new TimerEvent.Due());
  }

  private boolean wants(String time, Timer timer) {
    return starts(time, new TimerEvent.Want(timer));
  }

  private void ended(String time) {
    assertThat(starts(time, new TimerEvent.Ended("a"))).isFalse();
  }

  private TimerStanding standing() {
    return table.standing("a").orElseThrow();
  }

  /** Another process goes on, with this policy. */
  private void handOver(Timer... policy) {
    var saved = table.save();
    table = new Timetable(new Random(8), ZoneOffset.UTC);
    table.load(
        saved, name -> List.of(policy).stream().filter(it -> it.name().equals(name)).findFirst());
  }

  @Test
  void aCalendarStartsItsServiceAtItsTimes() {
    assertThat(send("28T12:00:00", new TimerEvent.Want(Timers.at("daily"))))
        .containsExactly(new TimerEffect.WakeAt(ms("29T00:00:00")));
    assertThat(isDue("28T23:59:59")).isFalse();
    assertThat(isDue("29T00:00:00")).isTrue();
    ended("29T00:10:00");
    assertThat(standing().nextMs()).isEqualTo(ms("30T00:00:00"));
    assertThat(isDue("30T00:00:00")).isTrue();
    assertThat(standing().runs()).isEqualTo(2);
  }

  @Test
  void anIntervalCountsFromTheEnd() {
    wants("28T12:00:00", Timers.every("a", HOUR, true));
    assertThat(isDue("28T12:59:59")).isFalse();
    assertThat(isDue("28T13:00:00")).isTrue();
    assertThat(isDue("28T15:00:00")).isFalse();
    ended("28T15:30:00");
    assertThat(isDue("28T16:29:59")).isFalse();
    assertThat(isDue("28T16:30:00")).isTrue();
  }

  @Test
  void whileItRunsATimeIsSkippedAndNobodyIsWoken() {
    wants("28T12:00:00", Timers.at("hourly"));
    assertThat(send("28T13:00:00", new TimerEvent.Due()))
        .containsExactly(new TimerEffect.Start("a", "a"), new TimerEffect.WakeAt(Long.MAX_VALUE));
    assertThat(isDue("28T15:30:00")).isFalse();
    ended("28T15:40:00");
    assertThat(standing().skipped()).isEqualTo(2);
    assertThat(standing().nextMs()).isEqualTo(ms("28T16:00:00"));
  }

  @Test
  void whatAPersonHasStartedIsNotStartedAgain() {
    wants("28T12:00:00", Timers.at("hourly"));
    send("28T12:50:00", new TimerEvent.Begun("a"));
    assertThat(isDue("28T13:00:00")).isFalse();
    ended("28T13:10:00");
    assertThat(standing().skipped()).isEqualTo(1);
    assertThat(isDue("28T14:00:00")).isTrue();
  }

  @Test
  void whatWasMissedIsMadeUpForOnce() {
    var timer = Timers.at("hourly");
    wants("28T12:00:00", timer);
    handOver(timer);
    assertThat(isDue("29T12:30:00")).isTrue();
    ended("29T12:31:00");
    assertThat(isDue("29T12:32:00")).isFalse();
    assertThat(standing().nextMs()).isEqualTo(ms("29T13:00:00"));
  }

  @Test
  void orNotAtAll() {
    var timer = Timers.at("a", "hourly", Duration.ZERO, false);
    wants("28T12:00:00", timer);
    handOver(timer);
    assertThat(isDue("29T12:30:00")).isFalse();
    assertThat(standing().skipped()).isEqualTo(1);
    assertThat(isDue("29T13:00:30")).isTrue();
  }

  @Test
  void anIntervalThatWasMissedBeginsAnew() {
    var timer = Timers.every("a", HOUR, false);
    wants("28T12:00:00", timer);
    handOver(timer);
    assertThat(isDue("29T12:30:00")).isFalse();
    assertThat(isDue("29T13:30:00")).isTrue();
  }

  @Test
  void aClockThatIsSetBackRepeatsNothing() {
    wants("28T12:00:00", Timers.at("hourly"));
    assertThat(isDue("28T15:00:00")).isTrue();
    ended("28T15:01:00");
    assertThat(starts("28T13:30:00", new TimerEvent.ClockSet())).isFalse();
    assertThat(isDue("28T15:00:30")).isFalse();
    assertThat(isDue("28T16:00:00")).isTrue();
  }

  @Test
  void oneThatWasFarAheadDoesNotSilenceIt() {
    wants("28T12:00:00", Timers.at("hourly"));
    assertThat(table.step(ms("28T12:00:00") * 2, new TimerEvent.Due()))
        .contains(new TimerEffect.Start("a", "a"));
    ended("28T12:10:00");
    assertThat(isDue("28T13:00:00")).isTrue();
  }

  @Test
  void anIntervalGoesOnWhenTheClockIsSetBack() {
    wants("28T12:00:00", Timers.every("a", HOUR, true));
    assertThat(starts("20T12:00:00", new TimerEvent.ClockSet())).isFalse();
    assertThat(isDue("20T13:00:00")).isTrue();
  }

  @Test
  void jitterIsTheSameEveryTimeAndDiffersBetweenMachines() {
    var timer = Timers.at("a", "hourly", Duration.ofMinutes(30), true);
    var offsets = new HashSet<Long>();
    for (int machine = 0; machine < 20; machine++) {
      table = new Timetable(new Random(machine), ZoneOffset.UTC);
      wants("28T12:00:00", timer);
      long first = standing().nextMs();
      offsets.add(first - ms("28T13:00:00"));
      handOver(timer);
      assertThat(isDue("28T13:30:00")).isTrue();
      ended("28T13:31:00");
      assertThat(standing().nextMs()).isEqualTo(first + HOUR.toMillis());
    }
    assertThat(offsets).hasSizeGreaterThan(15).allMatch(it -> it >= 0 && it <= 1_800_000);
  }

  @Test
  void jitterThatIsLongerThanTheTimeBetweenLosesNone() {
    wants("28T12:00:00", Timers.at("a", "minutely", Duration.ofMinutes(30), true));
    for (int i = 0; i < 100; i++) {
      long next = standing().nextMs();
      assertThat(table.step(next, new TimerEvent.Due())).contains(new TimerEffect.Start("a", "a"));
      table.step(next + 1, new TimerEvent.Ended("a"));
      assertThat(standing().nextMs()).isEqualTo(next + 60_000);
    }
  }

  @Test
  void anotherCalendarDoesNotMakeUpForItsPast() {
    wants("23T12:00:00", Timers.at("weekly"));
    assertThat(wants("28T12:00:00", Timers.at("daily"))).isFalse();
    assertThat(standing().nextMs()).isEqualTo(ms("29T00:00:00"));
  }

  @Test
  void whatIsDescribedDifferentlyWaitsUntilItIsWanted() {
    wants("28T12:00:00", Timers.at("hourly"));
    var other = Timers.at("*:0/30");
    handOver(other);
    assertThat(table.keeps(other)).isFalse();
    assertThat(isDue("28T15:00:00")).isFalse();
    assertThat(wants("28T15:10:00", other)).isFalse();
    assertThat(table.keeps(other)).isTrue();
    assertThat(isDue("28T15:30:00")).isTrue();
  }

  @Test
  void aRunThatTheEarlierProcessHasStartedIsKnown() {
    var timer = Timers.at("hourly");
    wants("28T12:00:00", timer);
    assertThat(isDue("28T13:00:00")).isTrue();
    handOver(timer);
    assertThat(standing().running()).isTrue();
    assertThat(isDue("28T14:00:00")).isFalse();
    ended("28T14:10:00");
    assertThat(isDue("28T15:00:00")).isTrue();
  }

  @Test
  void whatIsDroppedIsForgotten() {
    wants("28T12:00:00", Timers.at("hourly"));
    assertThat(send("28T12:30:00", new TimerEvent.Drop("a")))
        .containsExactly(new TimerEffect.WakeAt(Long.MAX_VALUE));
    assertThat(isDue("28T13:00:00")).isFalse();
    assertThat(table.standing("a")).isEqualTo(Optional.empty());
  }

  @Test
  void whatNeverComesAgainIsNotWaitedFor() {
    assertThat(wants("28T12:00:00", Timers.at("2020-01-01"))).isFalse();
    assertThat(standing().nextMs()).isEqualTo(Long.MAX_VALUE);
  }
}
