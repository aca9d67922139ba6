package vow.agent.wake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vow.agent.blob.BlobReader;
import vow.agent.blob.BlobWriter;
import vow.agent.report.Waking;
import vow.agent.report.Waking.Often;

class WakesTest {
  private static final long MINUTE_MS = Duration.ofMinutes(1).toMillis();
  private static final long HOUR_MS = 60 * MINUTE_MS;
  private static final String MOTD = "file[/etc/motd]";

  private final Wakes wakes = new Wakes();

  @Test
  void whatAWakeWasForIsSaidOnce() {
    wakes.woken("file", 0, true);
    wakes.because(MOTD);
    wakes.because("file[/etc/other]");
    wakes.woken("callers", 1, false);
    wakes.because(MOTD);
    wakes.woken("file", 2, true);
    wakes.woken("timer", 3, true);
    wakes.because(MOTD);

    assertThat(wakes.counts()).containsOnly(entry(MOTD, 2), entry("callers", 1), entry("file", 1));
  }

  @Test
  void aPromiseIsNamedWhenItIsOverTheLimitWithinAnHour() {
    for (int i = 0; i < 12; i++) {
      woken(MOTD, i * MINUTE_MS);
      woken("timer", i * MINUTE_MS);
    }
    assertThat(wakes.often(12, 12 * MINUTE_MS)).isEmpty();

    woken(MOTD, 12 * MINUTE_MS);

    assertThat(wakes.often(12, 12 * MINUTE_MS)).containsExactly(new Often(MOTD, 13, HOUR_MS));
    assertThat(wakes.often(11, 12 * MINUTE_MS))
        .containsExactly(new Often(MOTD, 13, HOUR_MS + MINUTE_MS));
    assertThat(wakes.often(12, HOUR_MS - 1)).hasSize(1);
    assertThat(wakes.often(12, HOUR_MS)).isEmpty();
  }

  @Test
  void itIsToldOnceUntilItWasMuchCalmer() {
    long nowMs = 0;
    for (int i = 0; i < 13; i++) {
      woken(MOTD, nowMs += MINUTE_MS);
    }
    assertThat(wakes.news(12, nowMs)).extracting(Often::promise).containsExactly(MOTD);
    for (int i = 0; i < 200; i++) {
      woken(MOTD, nowMs += 5 * MINUTE_MS); // 12 within an hour, then 13, and so on
      assertThat(wakes.news(11 + i % 2, nowMs)).isEmpty();
    }
    nowMs += HOUR_MS;
    assertThat(wakes.news(12, nowMs)).isEmpty();

    for (int i = 0; i < 13; i++) {
      woken(MOTD, nowMs += MINUTE_MS);
    }
    assertThat(wakes.news(12, nowMs)).extracting(Often::count).containsExactly(13);
  }

  @Test
  void aClockThatIsSetBackNamesNobodyForEver() {
    for (int i = 0; i < 20; i++) {
      woken(MOTD, 100 * HOUR_MS);
    }

    assertThat(wakes.often(12, 100 * HOUR_MS - MINUTE_MS)).hasSize(1);
    assertThat(wakes.often(12, HOUR_MS)).isEmpty();
  }

  @Test
  void fiveWakesWithinFiveMinutesAreTooMany() {
    var stay = Stay.DEFAULT;
    for (int i = 0; i < 5; i++) {
      assertThat(stay.after(wakes, 4 * MINUTE_MS)).isEqualTo(Duration.ofSeconds(30));
      woken("timer", i * MINUTE_MS);
    }

    assertThat(stay.after(wakes, 4 * MINUTE_MS)).isEqualTo(Duration.ofMinutes(5));
    assertThat(stay.told(wakes, 4 * MINUTE_MS, true).staysAwake()).contains("5 times", "5 minutes");
    assertThat(stay.told(wakes, 4 * MINUTE_MS, false).staysAwake()).isEmpty();
    assertThat(stay.after(wakes, 5 * MINUTE_MS)).isEqualTo(Duration.ofSeconds(30));
    woken("timer", 9 * MINUTE_MS); // after it was quiet for five minutes
    assertThat(stay.isRestless(wakes, 9 * MINUTE_MS)).isFalse();
  }

  @Test
  void aLingerOfThePolicyIsTakenAtItsWord() {
    var stay = new Stay(Optional.of(Duration.ofMillis(300)), 12);
    for (int i = 0; i < 50; i++) {
      woken(MOTD, i);
    }

    assertThat(stay.after(wakes, 50)).isEqualTo(Duration.ofMillis(300));
    assertThat(stay.isRestless(wakes, 50)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void isBoundedAndWrittenWhole(long seed) throws IOException {
    var random = new Random(seed);
    long nowMs = 0;
    int woken = 0;
    for (int i = 0; i < 3_000; i++) {
      nowMs += random.nextLong(2 * MINUTE_MS);
      wakes.woken(random.nextBoolean() ? "file" : "timer", nowMs, random.nextInt(4) > 0);
      woken++;
      if (random.nextInt(3) > 0) {
        wakes.because("file[/" + random.nextInt(random.nextBoolean() ? 3 : 5_000) + "]");
      }
      wakes.news(3, nowMs);
    }
    var bytes = written(wakes);
    var read = Wakes.read(new BlobReader(bytes.slice()));

    assertThat(wakes.counts().values().stream().mapToInt(n -> n).sum()).isEqualTo(woken);
    assertThat(wakes.counts()).hasSizeLessThanOrEqualTo(Wakes.NAMES_MAX + 1);
    assertThat(wakes.within(Long.MAX_VALUE, nowMs)).isEqualTo(Wakes.LATELY_MAX);
    assertThat(read.counts()).isEqualTo(wakes.counts());
    assertThat(read.often(3, nowMs)).isEqualTo(wakes.often(3, nowMs)).isNotEmpty();
    assertThat(read.news(3, nowMs)).isEmpty();
    assertThat(written(read)).isEqualTo(bytes);
  }

  @Test
  void whatIsToldCanBeReadByPrometheusWhateverAPromiseIsCalled() {
    for (int i = 0; i < 3; i++) {
      woken("file[/a \"b\"\\\n]", i);
    }
    woken("timer", 3);

    assertThat(new Stay(Optional.empty(), 2).told(wakes, 3, true).metrics().lines())
        .contains("vow_wakes_total{by=\"promise\"} 3", "vow_wakes_total{by=\"timer\"} 1")
        .contains("vow_wakes_often{promise=\"file[/a \\\"b\\\"\\\\\\n]\"} 3")
        .contains("vow_stays_awake 1");
    assertThat(Waking.NONE.metrics().lines()).contains("vow_stays_awake 0");
  }

  @Test
  void howToStayIsWrittenWhole() throws IOException {
    for (var stay : new Stay[] {Stay.DEFAULT, new Stay(Optional.of(Duration.ZERO), 120)}) {
      var out = new BlobWriter();
      stay.write(out);

      assertThat(Stay.read(new BlobReader(out.done()))).isEqualTo(stay);
    }
  }

  private void woken(String by, long timeMs) {
    wakes.woken("file", timeMs, true);
    wakes.because(by);
  }

  private static ByteBuffer written(Wakes wakes) {
    var out = new BlobWriter();
    wakes.write(out);
    return out.done().buffer();
  }

  private static java.util.Map.Entry<String, Integer> entry(String by, int count) {
    return java.util.Map.entry(by, count);
  }
}
