package vow.language.function;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TimeProperties {
  private static final long SECONDS_OF_MANY_YEARS = 200_000_000_000L;

  private final Calculator calculator = new Calculator(FunctionFiles.NONE);

  @ParameterizedTest
  @MethodSource("vow.testkit.Seeds#seeds")
  void addingAndTakingAwayIsNothing(long seed) {
    var random = new Random(seed);
    var time = Instant.ofEpochSecond(random.nextLong(SECONDS_OF_MANY_YEARS)).toString();
    var seconds = random.nextInt(1_000_000);

    var later = "timeadd(\"%s\", \"%ds\")".formatted(time, seconds);
    var back = "timeadd(%s, \"-%ds\")".formatted(later, seconds);

    assertThat(calculator.value(back)).isEqualTo(calculator.value("\"" + time + "\""));
    assertThat(calculator.value("timecmp(\"%s\", %s)".formatted(time, later)))
        .isEqualTo(calculator.value(seconds == 0 ? "0" : "-1"));
  }

  @ParameterizedTest
  @MethodSource("vow.testkit.Seeds#seeds")
  void aTimeIsFormattedAsItWas(long seed) {
    var time = Instant.ofEpochSecond(new Random(seed).nextLong(SECONDS_OF_MANY_YEARS)).toString();

    var formatted = "formatdate(\"YYYY-MM-DD'T'hh:mm:ssZ\", \"%s\")".formatted(time);

    assertThat(calculator.value(formatted)).isEqualTo(calculator.value("\"" + time + "\""));
  }
}
