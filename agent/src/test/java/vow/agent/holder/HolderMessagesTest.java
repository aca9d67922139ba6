package vow.agent.holder;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Nothing that a brain sends ends the holder, but END. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class HolderMessagesTest {
  @TempDir Path folder;

  @Test
  void whatItDoesNotUnderstandItSaysAndIgnores() throws Exception {
    try (var holder = Rig.start(folder)) {
      var brain = holder.awake();
      brain.send(99, 0);
      brain.send(Brain.body(4).putInt(Brain.END).flip());
      brain.send(Brain.body(8).putInt(Brain.END).putInt(0).flip());
      brain.send(Brain.body(16).putInt(Brain.SLEEP).putInt(0).putLong(0).flip());
      brain.send(Brain.HANDLED, 8);
      brain.send(Brain.READ, 8);
      brain.send(Brain.body(0));

      assertThat(brain.received()).isEmpty();
      assertThat(holder.said().lines())
          .containsExactly(
              "vow: unable to understand a message of type 99",
              "vow: unable to understand a message of type 73",
              "vow: unable to understand a message of type 73",
              "vow: unable to understand a message of type 72",
              "vow: unable to have handled up to 8",
              "vow: unable to have been read up to 8",
              "vow: unable to understand a message of type 0");
    }
  }

  @Test
  void aMadBrainDoesNotFillTheLog() throws Exception {
    try (var holder = Rig.start(folder)) {
      var brain = holder.awake();
      for (int i = 0; i < 100; i++) {
        brain.send(99, 0);
      }
      brain.sync();

      assertThat(holder.said().lines()).hasSize(20);
    }
  }

  @Test
  void refusesACommandThatIsNone() throws Exception {
    try (var holder = Rig.start(folder, "first")) {
      var brain = holder.awake();
      var words = "a\0b\0".getBytes(StandardCharsets.UTF_8);
      brain.send(Brain.body(16).putInt(Brain.WAKE).putInt(0).putInt(0).putInt(0).flip());
      brain.send(Brain.body(20).putInt(Brain.WAKE).putInt(0).putInt(3).putInt(0).put(words).flip());
      brain.send(
          Brain.body(19).putInt(Brain.WAKE).putInt(0).putInt(1).putInt(0).put(words, 0, 3).flip());
      brain.goToSleep(0, 0, 0);
      holder.signal("HUP");

      assertThat(holder.next().arguments()).containsExactly("first");
    }
  }

  @Test
  void keepsTheLongestCommandThatFitsAPacket() throws Exception {
    var longest = "x".repeat(30_000);
    try (var holder = Rig.start(folder)) {
      var brain = holder.awake();
      brain.wakeBy(holder.command(longest));
      brain.goToSleep(0, 0, 0);
      holder.signal("HUP");

      assertThat(holder.next().arguments()).isEqualTo(List.of(longest));
    }
  }

  @Test
  void sleepsOnlyUpToWhatWasWritten() throws Exception {
    try (var holder = Rig.start(folder)) {
      var brain = holder.awake();

      assertThat(brain.sleep(8, 0, 0)).isEqualTo(Told.STAY);
      assertThat(brain.sleep(0, 0, 0)).isEqualTo(Told.GO);
    }
  }

  @Test
  @Tag("long")
  void aWholeLifeOnAarch64() throws Exception {
    try (var holder = Rig.aarch64(folder, "first", "-XX:AOTCache=a")) {
      var brain = holder.awake();
      var fifo = folder.resolve("fifo");
      Rig.run("mkfifo", fifo.toString());
      int watch = brain.watch(folder, 0x100);
      brain.slot(5, 1, fifo);
      brain.goToSleep(0, 0, new Table(8).with(Table.hash(watch, "motd")).give(brain));
      Rig.run("touch", folder.resolve("other").toString(), folder.resolve("motd").toString());
      var woken = holder.next();
      var start = woken.start();
      woken.hello();
      assertThat(start.why()).isEqualTo(Noted.FILE);
      assertThat(woken.records(0, woken.sync()))
          .extracting(record -> record.file().name())
          .containsExactly("motd");
      woken.kill();
      var last = holder.next();
      assertThat(last.start().crashes()).isOne();
      holder.signal("TERM");
      assertThat(last.receive().type()).isEqualTo(Told.STOP);
      last.send(Brain.END, 0, 0);
      last.exit(0);

      assertThat(holder.ended()).isZero();
      assertThat(holder.said()).doesNotContain("unable");
    }
  }
}
