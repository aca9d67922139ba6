package vow.agent.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class HappenedJsonProperties {
  private static final DateTimeFormatter OF_JAVA =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  private static final long FROM_MS = Instant.parse("1960-01-01T00:00:00Z").toEpochMilli();
  private static final long TO_MS = Instant.parse("2260-01-01T00:00:00Z").toEpochMilli();
  private static final long SECOND_MS = 1_000;
  private static final int ROUNDS = 200;

  @ParameterizedTest
  @MethodSource("vow.testkit.Seeds#seeds")
  void writesTimesAsJavaDoes(long seed) {
    var random = new Random(seed);
    for (int i = 0; i < ROUNDS; i++) {
      long unit = i % 2 == 0 ? 1 : SECOND_MS;
      long timeMs = random.nextLong(FROM_MS, TO_MS) / unit * unit;
      assertThat(HappenedJson.time(timeMs)).isEqualTo(OF_JAVA.format(Instant.ofEpochMilli(timeMs)));
    }
  }
}
