package vow.agent.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RepairMarkTest {
  @TempDir Path state;

  @Test
  void isLeftByAKillOnly() {
    var clean = new RepairMark(state);
    clean.begin();
    clean.end();
    clean.close();
    assertThat(new RepairMark(state).wasLeft()).isFalse();

    var killed = new RepairMark(state);
    killed.begin();
    killed.close();
    assertThat(new RepairMark(state).wasLeft()).isTrue();
  }

  @Test
  void isMadeAgainAfterAPause() {
    var mark = new RepairMark(state);
    mark.begin();
    mark.end();
    mark.close();

    mark.begin();
    assertThat(new RepairMark(state).wasLeft()).isTrue();
  }

  @Test
  void survivesOneWhoOnlyLooks() {
    new RepairMark(state).begin();

    new RepairMark(state).close();
    assertThat(new RepairMark(state).wasLeft()).isTrue();

    new RepairMark(state).recovered();
    assertThat(new RepairMark(state).wasLeft()).isFalse();
  }
}
