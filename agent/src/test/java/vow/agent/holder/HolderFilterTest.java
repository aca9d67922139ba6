package vow.agent.holder;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names that nobody keeps start no brain, and names that somebody keeps always do. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class HolderFilterTest {
  private static final int IN_CREATE = 0x100;
  private static final long FAN_CREATE = 0x100;

  @TempDir Path folder;
  private Path etc;

  @BeforeEach
  void makeAFolder() throws Exception {
    etc = Files.createDirectory(folder.resolve("etc"));
  }

  /** On a machine that is little-endian. */
  @Test
  void theVectorsOfThePage() {
    var hex = "0807060504030201" + "01000000" + "0a0b0c0d0e0f1011";
    var handle = ByteBuffer.wrap(HexFormat.of().parseHex(hex));

    assertThat(Table.hash(1, "motd")).isEqualTo(0x5a763931b938d104L);
    assertThat(Table.hash(2, "")).isEqualTo(0x8d1ace904a398d17L);
    assertThat(Table.hash(handle, "motd")).isEqualTo(0x83660b0f36ca7bb4L);
    assertThat(Table.hash(handle, "")).isEqualTo(0x2f93d4bdfe3e7d74L);
  }

  @Test
  void aNameThatNobodyKeepsStartsNoBrain() throws Exception {
    try (var holder = Rig.start(folder)) {
      var brain = holder.awake();
      int watch = brain.watch(etc, IN_CREATE);
      brain.goToSleep(0, 0, new Table(8).with(Table.hash(watch, "motd")).give(brain));

      assertThat(names(wakeBy(holder, "other", "motd.new", "motd"))).containsExactly("motd");
    }
  }

  @Test
  void everyNameOfADirectoryMayMatter() throws Exception {
    try (var holder = Rig.start(folder)) {
      var brain = holder.awake();
      int watch = brain.watch(etc, IN_CREATE);
      brain.goToSleep(0, 0, new Table(2).with(Table.hash(watch, "")).give(brain));

      assertThat(names(wakeBy(holder, "any"))).containsExactly("any");
    }
  }

  @Test
  @Tag("root")
  void handlesOfFanotifyAreHashedAsTheyAreTold() throws Exception {
    try (var holder = Rig.start(folder)) {
      var brain = holder.awake();
      brain.mark(etc, FAN_CREATE | 0x08000000);
      Files.createFile(etc.resolve("first"));
      long written = brain.sync();
      var directory = brain.records(0, written).getFirst().file().directory();
      brain.goToSleep(written, 0, new Table(4).with(Table.hash(directory, "motd")).give(brain));

      assertThat(names(wakeBy(holder, "other", "motd"))).containsExactly("motd");
    }
  }

  @Test
  void findsWhatLiesFurtherOnAndBeyondTheEnd() throws Exception {
    try (var holder = Rig.start(folder)) {
      var brain = holder.awake();
      int watch = brain.watch(etc, IN_CREATE);
      long hash = Table.hash(watch, "motd");
      var table = new Table(32);
      for (int i = 1; i < 31; i++) {
        table.with(hash + ((long) i << 32)); // all want the same place
      }
      brain.goToSleep(0, 0, table.with(hash).give(brain));

      assertThat(names(wakeBy(holder, "other", "motd"))).containsExactly("motd");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {3, -1, 1 << 30})
  void aTableThatCannotBeRightLetsEverythingThrough(int entries) throws Exception {
    try (var holder = Rig.start(folder)) {
      var brain = holder.awake();
      brain.watch(etc, IN_CREATE);
      brain.goToSleep(0, 0, entries);

      assertThat(names(wakeBy(holder, "other"))).containsExactly("other");
      assertThat(holder.said())
          .contains("vow: unable to use a filter of size " + Integer.toUnsignedString(entries));
    }
  }

  @Test
  void aFullTableLetsEverythingThrough() throws Exception {
    try (var holder = Rig.start(folder)) {
      var brain = holder.awake();
      brain.watch(etc, IN_CREATE);
      var table = new Table(1 << 13);
      for (int i = 0; i < 1 << 13; i++) {
        table.with(i + 1L);
      }
      brain.goToSleep(0, 0, table.give(brain));

      assertThat(names(wakeBy(holder, "other"))).containsExactly("other");
    }
  }

  @Test
  void aFilterEndsWithTheSleep() throws Exception {
    try (var holder = Rig.start(folder)) {
      var brain = holder.awake();
      int watch = brain.watch(etc, IN_CREATE);
      int entries = new Table(8).with(Table.hash(watch, "motd")).give(brain);
      holder.signal("HUP");
      assertThat(brain.receive().type()).isEqualTo(Told.RELOAD);
      assertThat(brain.sleep(0, 0, entries)).isEqualTo(Told.STAY);
      Files.createFile(etc.resolve("other"));

      assertThat(brain.records(0, brain.sync())).hasSize(1);
    }
  }

  @Test
  void aBrainThatIsJustLeavingIsNotStartedAgainByOtherNames() throws Exception {
    try (var holder = Rig.start(folder)) {
      var brain = holder.awake();
      int watch = brain.watch(etc, IN_CREATE);
      int entries = new Table(8).with(Table.hash(watch, "motd")).give(brain);
      assertThat(brain.sleep(0, 0, entries)).isEqualTo(Told.GO);
      Files.createFile(etc.resolve("other"));
      brain.exit(0);

      assertThat(names(wakeBy(holder, "motd"))).containsExactly("motd");
    }
  }

  private Brain wakeBy(Rig holder, String... names) throws Exception {
    for (var name : names) {
      Files.createFile(etc.resolve(name));
    }
    return holder.next();
  }

  /** The names in the records since the last sleep. */
  private static List<String> names(Brain woken) throws Exception {
    var start = woken.start();
    assertThat(start.wakes()).isOne();
    assertThat(start.why()).isEqualTo(Noted.FILE);
    return woken.records(start.handled(), woken.sync()).stream().map(r -> r.file().name()).toList();
  }
}
