package vow.agent.holder;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The holder owns the signals. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class HolderSignalsTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"TERM", "INT"})
  void stopsInGoodOrder(String signal) throws Exception {
    try (var holder = Rig.start(folder)) {
      var brain = holder.awake();
      holder.signal(signal);

      assertThat(brain.receive().type()).isEqualTo(Told.STOP);
      assertThat(brain.sleep(0, 0, 0)).isEqualTo(Told.STAY); // it may not have read STOP
      brain.send(Brain.END, 0, 0);
      brain.exit(1);
      assertThat(holder.ended()).isZero();
    }
  }

  @Test
  void stopsAtOnceWhenAsleep() throws Exception {
    try (var holder = Rig.start(folder)) {
      holder.awake().goToSleep(0, 0, 0);
      holder.signal("TERM");

      assertThat(holder.ended()).isZero();
    }
  }

  @Test
  void stopsWithABrainThatIsJustLeaving() throws Exception {
    try (var holder = Rig.start(folder)) {
      var brain = holder.awake();
      assertThat(brain.sleep(0, 0, 0)).isEqualTo(Told.GO);
      holder.signal("TERM");
      brain.exit(0);

      assertThat(holder.ended()).isZero();
    }
  }

  @Test
  void startsNoOtherAfterStop() throws Exception {
    try (var holder = Rig.start(folder)) {
      var brain = holder.awake();
      holder.signal("TERM");
      assertThat(brain.receive().type()).isEqualTo(Told.STOP);
      brain.exit(3);

      assertThat(holder.ended()).isEqualTo(3);
    }
  }

  @Test
  void killsWhatDoesNotStop() throws Exception {
    try (var holder = Rig.hurried(folder)) {
      holder.awake();
      holder.signal("TERM");

      assertThat(holder.ended()).isOne();
      assertThat(holder.said())
          .contains("vow: unable to wait longer for a brain that does not end");
    }
  }

  @Test
  void tellsABrainThatStartsToStop() throws Exception {
    try (var holder = Rig.start(folder)) {
      var brain = holder.next();
      holder.signal("TERM");

      assertThat(brain.receive().type()).isEqualTo(Told.START);
      assertThat(brain.receive().type()).isEqualTo(Told.STOP);
    }
  }

  @Test
  void reloadsAwake() throws Exception {
    try (var holder = Rig.start(folder)) {
      var brain = holder.awake();
      holder.signal("HUP");

      assertThat(brain.receive().type()).isEqualTo(Told.RELOAD);
      assertThat(brain.sleep(0, 0, 0)).isEqualTo(Told.STAY); // it may not have read RELOAD
      assertThat(brain.sleep(0, 0, 0)).isEqualTo(Told.GO);
    }
  }

  @Test
  void aReloadOutlivesTheBrainThatWasTold() throws Exception {
    try (var holder = Rig.start(folder)) {
      var brain = holder.awake();
      holder.signal("HUP");
      assertThat(brain.receive().type()).isEqualTo(Told.RELOAD);
      brain.kill();
      var next = holder.next();

      assertThat(next.records(0, next.start().written()))
          .extracting(Noted::type)
          .containsExactly(Noted.SIGNAL, Noted.CRASH);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"QUIT", "USR1", "USR2", "PIPE"})
  void othersAreHarmless(String signal) throws Exception {
    try (var holder = Rig.start(folder)) {
      var brain = holder.awake();
      holder.signal(signal);

      assertThat(brain.received()).isEmpty();
      assertThat(holder.lives()).isTrue();
    }
  }

  @Test
  void aPauseLosesNothing() throws Exception {
    try (var holder = Rig.start(folder)) {
      var brain = holder.awake();
      holder.signal("STOP");
      holder.signal("CONT");

      assertThat(brain.sync()).isZero();
    }
  }
}
