package vow.agent.holder;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What only a brain could open, the holder keeps and watches for it. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class HolderSlotsTest {
  private static final int ONLY_HOLD = 0;
  private static final int READABLE = 1;
  private static final int URGENT = 2;
  private static final int POLLIN = 1;
  private static final int POLLPRI_AND_POLLERR = 10;

  @TempDir Path folder;
  private Path fifo;

  @BeforeEach
  void makeAFifo() throws Exception {
    fifo = folder.resolve("fifo");
    Rig.run("mkfifo", fifo.toString());
  }

  @Test
  void firesOnceUntilItIsArmedAgain() throws Exception {
    try (var holder = Rig.start(folder)) {
      var brain = holder.awake();
      brain.slot(5, READABLE, fifo);
      brain.sync();
      write("a");
      var more = brain.receive();
      write("b");
      assertThat(brain.sync()).isEqualTo(24);
      assertThat(brain.records(0, more.written()).getFirst().pair()).containsExactly(5, POLLIN);

      brain.send(Brain.READ, 24);
      brain.send(Brain.RESUME, 5, 0);
      assertThat(brain.receive().written()).isEqualTo(48);
    }
  }

  @Test
  void wakesAndSaysWhichSlot() throws Exception {
    try (var holder = Rig.start(folder)) {
      var brain = holder.awake();
      brain.slot(7, READABLE, fifo);
      brain.goToSleep(0, 0, 0);
      write("a");
      var woken = holder.awake();
      assertThat(woken.records(0, 24).getFirst().pair()).containsExactly(7, POLLIN);

      // Not read: it is armed by SLEEP, and that it is readable is known before the brain has gone.
      assertThat(woken.sleep(24, 0, 0)).isEqualTo(Told.STAY);
      assertThat(woken.records(24, woken.sync()))
          .extracting(Noted::pair)
          .containsExactly(List.of(7, POLLIN));
    }
  }

  @Test
  void tellsItsBrainWhyItWasStarted() throws Exception {
    try (var holder = Rig.start(folder)) {
      var brain = holder.awake();
      brain.slot(47, READABLE, fifo);
      brain.goToSleep(0, 0, 0);
      write("a");
      var start = holder.next().start();

      assertThat(List.of(start.why(), start.slot())).isEqualTo(List.of(Noted.FIRED, 47));
    }
  }

  @Test
  @Tag("root")
  void firesForEveryMount() throws Exception {
    try (var holder = Rig.start(folder)) {
      var brain = holder.awake();
      brain.slot(1, URGENT, Path.of("/proc/1/mountinfo"));
      brain.sync();
      var place = Files.createDirectory(folder.resolve("mounted"));
      Rig.run("mount", "-t", "tmpfs", "vow-test", place.toString());
      Rig.run("umount", place.toString());

      assertThat(brain.records(0, brain.sync()))
          .isNotEmpty()
          .allSatisfy(r -> assertThat(r.pair()).isEqualTo(List.of(1, POLLPRI_AND_POLLERR)));
    }
  }

  @Test
  void aLockIsKeptOverBrainsAndGoesWithTheHolder() throws Exception {
    var lock = Files.createFile(folder.resolve("lock"));
    try (var holder = Rig.start(folder)) {
      var brain = holder.awake();
      assertThat(brain.slot(0, ONLY_HOLD, lock)).isPositive();
      assertThat(locked(lock)).isTrue();
      brain.kill();
      var next = holder.awake();
      next.goToSleep(next.sync(), 0, 0);
      assertThat(locked(lock)).isTrue();
      holder.signal("TERM");
      holder.ended();

      assertThat(locked(lock)).isFalse();
    }
  }

  private static boolean locked(Path lock) throws IOException {
    return Rig.run("sh", "-c", "flock -n " + lock + " true || echo locked").equals("locked\n");
  }

  @Test
  void aSlotIsReplacedAndDropped() throws Exception {
    var other = folder.resolve("other");
    Rig.run("mkfifo", other.toString());
    try (var holder = Rig.start(folder)) {
      var brain = holder.awake();
      brain.slot(3, READABLE, fifo);
      brain.slot(3, READABLE, other);
      brain.sync();
      assertThat(slot(holder, 3)).isEqualTo(other.toString());
      brain.send(Brain.DROP, 3, 0);
      brain.sync();

      assertThat(Path.of("/proc/" + holder.pid() + "/fd/19")).doesNotExist();
      assertThat(brain.sync()).isZero();
    }
  }

  @Test
  void aFileThatCannotBeWatchedIsHeld() throws Exception {
    var file = Files.createFile(folder.resolve("file"));
    try (var holder = Rig.start(folder)) {
      var brain = holder.awake();
      brain.slot(2, READABLE, file);
      assertThat(brain.sleep(0, 0, 0)).isEqualTo(Told.GO);

      assertThat(slot(holder, 2)).isEqualTo(file.toString());
      assertThat(holder.said()).contains("vow: unable to watch slot 2");
    }
  }

  @Test
  void refusesNumbersThatThereAreNot() throws Exception {
    try (var holder = Rig.start(folder)) {
      var brain = holder.awake();
      int before = HolderStartTest.descriptors((int) holder.pid()).size();
      brain.slot(48, READABLE, fifo);
      brain.slot(1, 3, fifo);
      brain.send(Brain.DROP, 1000, 0);
      brain.send(Brain.RESUME, -1, 0);
      brain.sync();

      assertThat(HolderStartTest.descriptors((int) holder.pid())).hasSize(before);
      assertThat(holder.said())
          .isEqualTo(
              "vow: unable to take what came for slot 48\nvow: unable to take what came for slot 1\n");
    }
  }

  private static String slot(Rig holder, int k) throws IOException {
    return HolderStartTest.descriptors((int) holder.pid()).getOrDefault(16 + k, "none");
  }

  private void write(String text) throws IOException {
    Files.writeString(fifo, text, StandardOpenOption.WRITE);
  }
}
