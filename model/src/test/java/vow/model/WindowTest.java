package vow.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Hours of a week. 2026-11-28 is a Saturday. */
class WindowTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  @ParameterizedTest
  @CsvSource({
    "02:00-04:00,                    2026-11-28T02:00, true",
    "02:00-04:00,                    2026-11-28T03:59, true",
    "02:00-04:00,                    2026-11-28T04:00, false",
    "02:00-04:00,                    2026-11-28T01:59, false",
    "22:00-05:00,                    2026-11-28T23:00, true",
    "22:00-05:00,                    2026-11-28T04:00, true",
    "22:00-05:00,                    2026-11-28T12:00, false",
    "'fri 22:00-05:00',              2026-11-28T04:00, true",
    "'sat 22:00-05:00',              2026-11-28T04:00, false",
    "'Sat,Sun 00:00-24:00',          2026-11-28T12:00, true",
    "'mon-fri 00:00-24:00',          2026-11-28T12:00, false",
    "'fri-mon 00:00-24:00',          2026-11-28T12:00, true",
    "'mon 01:00-02:00;sat 12:00-13:00', 2026-11-28T12:30, true",
  })
  void isOpenInItsHours(String text, LocalDateTime time, boolean open) {
    var window = Window.parse(text).orElseThrow();

    assertThat(window.isOpen(ms(time), BERLIN)).isEqualTo(open);
  }

  @ParameterizedTest
  @CsvSource({
    "02:00-04:00,        2026-11-28T05:00, 2026-11-29T02:00",
    "02:00-04:00,        2026-11-28T01:00, 2026-11-28T02:00",
    "'mon 03:00-04:00',  2026-11-28T01:00, 2026-11-30T03:00",
    "'sat 03:00-04:00',  2026-11-28T05:00, 2026-12-05T03:00",
    // The clocks go from 02:00 to 03:00.
    "02:30-04:00,        2026-03-29T01:00, 2026-03-29T03:30",
  })
  void opensNext(String text, LocalDateTime time, LocalDateTime opens) {
    var window = Window.parse(text).orElseThrow();

    assertThat(window.opensMs(ms(time), BERLIN)).isEqualTo(ms(opens));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "2-4",
        "02:00",
        "02:60-04:00",
        "24:00-25:00",
        "02:00-02:00",
        "tag 02:00-03:00",
        "mon-tue-wed 02:00-03:00",
        "sat, sun 02:00-03:00",
        "02:00-04:00;",
        "-1:00-02:00"
      })
  void isNothingElse(String text) {
    assertThat(Window.parse(text)).isEmpty();
  }

  /** Whoever waits for it is never told to wake in the past, and comes in when it is open. */
  @ParameterizedTest
  @MethodSource("vow.testkit.Seeds#seeds")
  void whoWaitsComesIn(long seed) {
    var random = new Random(seed);
    for (int i = 0; i < 200; i++) {
      int from = random.nextInt(24 * 60);
      int until = (from + 60 + random.nextInt(20 * 60)) % (24 * 60);
      var text = "%02d:%02d-%02d:%02d".formatted(from / 60, from % 60, until / 60, until % 60);
      var window = Window.parse(text).orElseThrow();
      long now = ms(LocalDateTime.of(2026, 1, 1, 0, 0)) + random.nextLong(365L * 24 * 3_600_000);
      for (int waits = 0; !window.isOpen(now, BERLIN); waits++) {
        long next = window.opensMs(now, BERLIN);
        assertThat(next).isGreaterThan(now);
        assertThat(next - now).isLessThanOrEqualTo(Duration.ofHours(25).toMillis());
        assertThat(waits).isLessThan(2);
        now = next;
      }
    }
  }

  @Test
  void isWrittenAsItIsRead() {
    assertThat(Window.parse("MON-wed 01:00-02:00"))
        .isEqualTo(Window.parse("mon,tue,wed 01:00 - 02:00"));
  }

  private static long ms(LocalDateTime time) {
    return time.atZone(BERLIN).toInstant().toEpochMilli();
  }
}
