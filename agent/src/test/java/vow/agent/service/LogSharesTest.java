package vow.agent.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import vow.model.service.Logging;

class LogSharesTest {
  private static final long MIB = 1L << 20;

  private static Logging log(long fileBytes, int files) {
    return new Logging(Logging.Sink.FILES, fileBytes, files, Optional.empty(), 7);
  }

  @Test
  void whoFitsKeepsWhatItSays() {
    var logs = Map.of("a", log(MIB, 5), "b", log(MIB, 9));
    assertThat(LogShares.of(20 * MIB, logs)).isEqualTo(new LogShares(Map.of(), 2 * MIB));
  }

  @Test
  void theSmallKeepTheirsAndTheLargeShareTheRest() {
    var shares =
        LogShares.of(20 * MIB, Map.of("a", log(MIB, 1), "b", log(MIB, 99), "c", log(9 * MIB, 1)));
    assertThat(shares.bytes())
        .containsExactlyInAnyOrderEntriesOf(Map.of("b", 8 * MIB, "c", 8 * MIB));
    assertThat(shares.share("a", log(MIB, 1))).isEqualTo(log(MIB, 1));
    assertThat(shares.share("b", log(MIB, 99))).isEqualTo(log(MIB, 7));
    assertThat(shares.share("c", log(9 * MIB, 1))).isEqualTo(log(4 * MIB, 1));
  }

  @Test
  void whatGoesElsewhereTakesNothing() {
    var away = new Logging(Logging.Sink.SYSLOG, 100 * MIB, 5, Optional.empty(), 0);
    assertThat(LogShares.of(MIB * 2, Map.of("a", away, "b", log(MIB / 2, 1))).bytes()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("vow.testkit.Seeds#seeds")
  void allTogetherStayWithin(long seed) {
    var random = new SplittableRandom(seed);
    var logs = new TreeMap<String, Logging>();
    for (int i = random.nextInt(1, 40); i > 0; i--) {
      logs.put("s" + i, log(random.nextLong(4096, 64 * MIB), random.nextInt(1, 50)));
    }
    long most = random.nextLong(logs.size() * 16_384L, 4096 * MIB);
    var shares = LogShares.of(most, logs);
    long all = 0;
    for (var log : logs.entrySet()) {
      var kept = shares.share(log.getKey(), log.getValue());
      assertThat(kept.files()).isBetween(1, log.getValue().files());
      assertThat(kept.fileBytes()).isBetween(4096L, log.getValue().fileBytes());
      all += LogShares.size(kept);
    }
    assertThat(all + shares.old()).isLessThanOrEqualTo(most);
    assertThat(shares.bytes().values().stream().distinct().count())
        .isLessThanOrEqualTo(logs.size());
  }
}
