package vow.model.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Beside a model that looks at every minute. */
class CalendarProperties {
  private static final List<ZoneId> ZONES =
      List.of(
          ZoneId.of("UTC"),
          ZoneId.of("Europe/Berlin"),
          ZoneId.of("America/New_York"),
          ZoneId.of("Australia/Lord_Howe"),
          ZoneId.of("Asia/Kathmandu"));
  private static final long MINUTE_MS = 60_000;
  private static final int MINUTES = 5 * 24 * 60;

  /** Minutes by the clock on the wall, written out. */
  private record Spec(
      Set<Integer> weekdays, Set<Integer> days, Set<Integer> hours, Set<Integer> minutes) {
    static Spec random(Random random) {
      return new Spec(
          some(random, 1, 7), some(random, 1, 31), some(random, 0, 23), some(random, 0, 59));
    }

    private static Set<Integer> some(Random random, int first, int last) {
      var all = IntStream.rangeClosed(first, last).boxed().collect(Collectors.toList());
      if (random.nextBoolean()) {
        return new TreeSet<>(all);
      }
      java.util.Collections.shuffle(all, random);
      return new TreeSet<>(all.subList(0, 1 + random.nextInt(all.size())));
    }

    String text() {
      var names = List.of("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun");
      return weekdays.stream().map(day -> names.get(day - 1)).collect(Collectors.joining(","))
          + " *-*-%s %s:%s".formatted(list(days), list(hours), list(minutes));
    }

    private static String list(Set<Integer> numbers) {
      return numbers.stream().map(String::valueOf).collect(Collectors.joining(","));
    }

    boolean matches(LocalDateTime time) {
      return weekdays.contains(time.getDayOfWeek().getValue())
          && days.contains(time.getDayOfMonth())
          && hours.contains(time.getHour())
          && minutes.contains(time.getMinute());
    }
  }

  @ParameterizedTest
  @MethodSource("vow.testkit.Seeds#seeds")
  void agreesWithLookingAtEveryMinute(long seed) {
    var random = new Random(seed);
    for (int i = 0; i < 20; i++) {
      var spec = Spec.random(random);
      if (!(Calendar.read(spec.text()) instanceof Calendar.Reading.Read(var calendar))) {
        throw new AssertionError(spec.text());
      }
      var zone = ZONES.get(random.nextInt(ZONES.size()));
      long after = start(random, zone);
      var slow = slow(spec, after, zone);
      var next = calendar.nextMs(after, zone);
      if (slow.isPresent()) {
        assertThat(next).as("%s in %s after %d", spec.text(), zone, after).isEqualTo(slow);
      } else if (next.isPresent()) {
        assertThat(next.getAsLong()).isGreaterThan(after + (MINUTES - 1) * MINUTE_MS);
      }
    }
  }

  /** Often shortly before the clocks change. */
  private static long start(Random random, ZoneId zone) {
    var day = LocalDateTime.of(2026, 1, 1, 0, 0).plusMinutes(random.nextInt(2 * 365 * 24 * 60));
    long ms = day.atZone(zone).toInstant().toEpochMilli();
    var transition = zone.getRules().nextTransition(Instant.ofEpochMilli(ms));
    return transition == null || random.nextBoolean()
        ? ms + random.nextInt((int) MINUTE_MS)
        : transition.getInstant().toEpochMilli() + random.nextInt(-7_200_000, 7_200_000);
  }

  private static OptionalLong slow(Spec spec, long after, ZoneId zone) {
    long first = Math.floorDiv(after, MINUTE_MS) * MINUTE_MS;
    for (int i = 0; i < MINUTES; i++) {
      long at = first + i * MINUTE_MS;
      if (at > after && isAt(spec, Instant.ofEpochMilli(at), zone)) {
        return OptionalLong.of(at);
      }
    }
    return OptionalLong.empty();
  }

  private static boolean isAt(Spec spec, Instant at, ZoneId zone) {
    var time = LocalDateTime.ofInstant(at, zone);
    var earlier = zone.getRules().getValidOffsets(time).getFirst();
    boolean again = !time.toInstant(earlier).equals(at);
    boolean matches = !again && spec.matches(time);
    var before = LocalDateTime.ofInstant(at.minusMillis(1), zone).withNano(0).plusSeconds(1);
    for (var left = before; left.isBefore(time); left = left.plusMinutes(1)) {
      matches |= spec.matches(left); // the clocks have left it out
    }
    return matches;
  }

  @ParameterizedTest
  @MethodSource("vow.testkit.Seeds#seeds")
  void whateverIsWrittenIsReadOrRefused(long seed) {
    var random = new Random(seed);
    var pieces =
        List.of("Mon", "..", ",", " ", "*", "-", ":", "/", "~", "1", "30", "2026", "UTC", "daily");
    for (int i = 0; i < 200; i++) {
      var text = new StringBuilder();
      for (int n = random.nextInt(12); n >= 0; n--) {
        text.append(pieces.get(random.nextInt(pieces.size())));
      }
      if (Calendar.read(text.toString()) instanceof Calendar.Reading.Refused(var why, var hint)) {
        assertThat(why).isNotBlank();
        assertThat(hint).isNotBlank();
      }
    }
  }
}
