package vow.agent.holder;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the holder makes of the end of a brain, and of a brain that does not end. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class HolderEndTest {
  private static final int SIGKILL = 9;

  @TempDir Path folder;

  @Test
  void afterGoItSleepsUntilSomethingHappens() throws Exception {
    try (var holder = Rig.start(folder, "first")) {
      var brain = holder.awake();
      brain.wakeBy(holder.command("woken", "by something"));
      brain.goToSleep(0, 0, 0);
      holder.signal("HUP");
      var woken = holder.next();
      var start = woken.start();

      assertThat(woken.arguments()).containsExactly("woken", "by something");
      assertThat(start).isEqualTo(new Told.Start(0, 24, 1, 0, start.cpuMicros(), Noted.SIGNAL, 0));
      assertThat(woken.records(0, 24).getFirst().pair()).containsExactly(1, 0);
    }
  }

  @Test
  void addsUpWhatItsBrainsCost() throws Exception {
    try (var holder = Rig.start(folder)) {
      holder.awake().goToSleep(0, 0, 0);
      holder.signal("HUP");
      long once = holder.next().start().cpuMicros();

      assertThat(once).isBetween(1L, 10_000_000L);
    }
  }

  @Test
  void afterEndItEndsWithThatStatus() throws Exception {
    try (var holder = Rig.start(folder)) {
      var brain = holder.awake();
      brain.send(Brain.END, 42, 0);
      assertThat(holder.lives()).isTrue();
      brain.exit(7);

      assertThat(holder.ended()).isEqualTo(42);
    }
  }

  @Test
  void beforeTheFirstHelloItEndsWithTheBrain() throws Exception {
    try (var holder = Rig.start(folder)) {
      holder.next().exit(64);

      assertThat(holder.ended()).isEqualTo(64);
    }
  }

  @Test
  void beforeTheFirstHelloASignalEndsItToo() throws Exception {
    try (var holder = Rig.start(folder)) {
      holder.next().kill();

      assertThat(holder.ended()).isEqualTo(128 + SIGKILL);
    }
  }

  @Test
  void aBrainThatWasKilledLeavesItsRecordsToTheNext() throws Exception {
    try (var holder = Rig.start(folder)) {
      var brain = holder.awake();
      brain.goToSleep(0, 0, 0);
      holder.signal("HUP");
      holder.awake().kill();
      var next = holder.next();
      var start = next.start();

      assertThat(start).isEqualTo(new Told.Start(0, 48, 1, 1, start.cpuMicros(), 0, 0));
      var records = next.records(0, 48);
      assertThat(records).extracting(Noted::type).containsExactly(Noted.SIGNAL, Noted.CRASH);
      assertThat(records.getLast().pair()).containsExactly(SIGKILL, 1);
    }
  }

  @Test
  void aBrainThatDoesNotStartIsTriedAgainOtherwiseAndLater() throws Exception {
    try (var holder = Rig.start(folder, "first", "-XX:AOTCache=a", "x")) {
      var brain = holder.awake();
      brain.wakeBy(holder.command("-XX:AOTCache=b", "later"));
      brain.exit(3);
      for (var arguments :
          List.of(
              List.of("-XX:AOTCache=b", "later"),
              List.of("later"),
              List.of("later"),
              List.of("first", "x"),
              List.of("first", "x"))) {
        var next = holder.next();
        assertThat(next.arguments()).isEqualTo(arguments);
        next.exit(3);
      }
      var last = holder.next();
      var records = last.records(0, last.start().written());

      assertThat(records)
          .extracting(Noted::pair)
          .containsExactlyElementsOf(
              List.of(1, 2, 3, 4, 5, 6).stream().map(n -> List.of(3 << 8, n)).toList());
      for (int i = 2; i < 6; i++) {
        long waited = records.get(i).timeMs() - records.get(i - 1).timeMs();
        assertThat(waited).isGreaterThanOrEqualTo((20 << (i - 2)) - 1); // of a millisecond
      }
    }
  }

  @Test
  void theCountStartsAgainAfterABrainThatLived() throws Exception {
    try (var holder = Rig.hurried(folder)) {
      holder.awake().kill();
      holder.next().kill();
      holder.awake().kill();
      var next = holder.next();
      var counts = next.records(0, next.start().written()).stream().map(r -> r.pair().get(1));

      assertThat(counts).containsExactly(1, 2, 1);
    }
  }

  @Test
  void aBrainThatDoesNotSayHelloIsKilled() throws Exception {
    try (var holder = Rig.impatient(folder)) {
      holder.awake().kill();
      holder.next();
      var third = holder.next();

      assertThat(third.records(24, third.start().written()).getFirst().pair())
          .containsExactly(SIGKILL, 2);
      assertThat(holder.said())
          .contains("vow: unable to wait longer for a brain that does not start");
    }
  }

  @Test
  void aBrainOfAnotherProtocolIsKilled() throws Exception {
    try (var holder = Rig.start(folder)) {
      holder.awake().kill();
      holder.next().sendLast(Brain.HELLO, 2, 0);
      var next = holder.next();

      assertThat(next.start().crashes()).isEqualTo(2);
      assertThat(holder.said()).contains("vow: unable to speak the protocol version 2");
    }
  }

  @Test
  void aBrainThatClosedItsSocketHasToEnd() throws Exception {
    try (var holder = Rig.hurried(folder)) {
      holder.awake().closeControl();

      assertThat(holder.next().start().crashes()).isOne();
    }
  }

  @Test
  void aBrainThatWasToldToGoHasToEnd() throws Exception {
    try (var holder = Rig.hurried(folder)) {
      assertThat(holder.awake().sleep(0, 0, 0)).isEqualTo(Told.GO);
      holder.signal("HUP");

      assertThat(holder.next().start().why()).isEqualTo(Noted.SIGNAL);
    }
  }

  @Test
  void aBrainThatAnnouncedItsEndHasToEnd() throws Exception {
    try (var holder = Rig.hurried(folder)) {
      holder.awake().send(Brain.END, 5, 0);

      assertThat(holder.ended()).isEqualTo(5);
    }
  }

  @Test
  void brainsSeeTheEndOfTheHolder() throws Exception {
    try (var holder = Rig.start(folder)) {
      var brain = holder.awake();
      holder.signal("KILL");

      assertThat(brain.seesTheEnd()).isTrue();
    }
  }
}
