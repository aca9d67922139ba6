package vow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import vow.agent.TimerTable;
import vow.engine.service.SavedTimer;

class TimerTextTest {
  private static String text(boolean running, long nextMs, long lastMs, long skipped) {
    return TimerText.of(
        TimerTable.json(
            new SavedTimer(
                "night", "daily", "backup", 0, 0, nextMs, lastMs, 0, 3, skipped, running)));
  }

  @Test
  void saysWhenItComesAndWhenItCame() {
    assertThat(text(false, 1_800_000_000_000L, 1_799_999_000_000L, 0))
        .isEqualTo(
            "timer night  starts backup, next 2027-01-15T08:00:00.000Z,"
                + " last 2027-01-15T07:43:20.000Z");
    assertThat(text(true, Long.MAX_VALUE, 1_799_999_000_000L, 2))
        .isEqualTo("timer night  backup is running, last 2027-01-15T07:43:20.000Z, skipped 2");
    assertThat(text(false, Long.MAX_VALUE, 0, 0))
        .isEqualTo("timer night  starts backup, next never");
  }
}
