package vow.agent.holder;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the holder notes, and that nothing of it is lost in silence. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class HolderLedgerTest {
  private static final int IN_CLOSE_WRITE = 0x8;
  private static final int IN_CREATE = 0x100;
  private static final long FAN_CLOSE_WRITE = 0x8;
  private static final long FAN_ON_CHILD = 0x08000000;

  @TempDir Path folder;
  private Path kept;

  @BeforeEach
  void makeAFolder() throws Exception {
    kept = Files.createDirectory(folder.resolve("kept"));
    Rig.run("mkfifo", folder.resolve("go").toString());
  }

  @Test
  void notesAnEventOfInotify() throws Exception {
    try (var holder = Rig.start(folder)) {
      var brain = holder.awake();
      long before = System.currentTimeMillis();
      int watch = brain.watch(kept, IN_CREATE);
      Files.createFile(kept.resolve("näme"));
      var record = brain.records(0, brain.sync()).getFirst();
      var event = record.file();

      assertThat(record.timeMs()).isBetween(before, System.currentTimeMillis());
      assertThat(List.of(event.mask(), event.wd(), event.pid(), event.uid(), event.login()))
          .isEqualTo(List.of((long) IN_CREATE, watch, 0, -1, -1));
      assertThat(event.directory().remaining()).isZero();
      assertThat(event.self().remaining()).isZero();
      assertThat(event.name() + "|" + event.comm() + event.exe() + event.group())
          .isEqualTo("näme|");
    }
  }

  @Test
  @Tag("root")
  void notesWhoWrote() throws Exception {
    try (var holder = Rig.start(folder)) {
      var brain = holder.awake();
      brain.mark(kept, FAN_CLOSE_WRITE | FAN_ON_CHILD);
      var script = "echo x > " + kept + "/motd; read _ < " + folder + "/go";
      var writer = new ProcessBuilder("sh", "-c", script).start();
      assertThat(brain.receive().type()).isEqualTo(Told.MORE);
      var event = brain.records(0, brain.sync()).getFirst().file();
      Files.writeString(folder.resolve("go"), "on\n");
      writer.waitFor();

      assertThat(event.mask()).isEqualTo(FAN_CLOSE_WRITE);
      assertThat(event.wd()).isEqualTo(-1);
      assertThat(event.pid()).isEqualTo((int) writer.pid());
      assertThat(event.uid()).isZero();
      assertThat(event.ppid()).isEqualTo((int) ProcessHandle.current().pid());
      assertThat(event.name()).isEqualTo("motd");
      assertThat(event.comm()).isEqualTo("sh");
      assertThat(event.exe()).isEqualTo(Path.of("/bin/sh").toRealPath().toString());
      assertThat(event.group()).startsWith("/");
      assertThat(event.directory().limit()).isBetween(13, 140);
      assertThat(event.self().limit()).isBetween(13, 140);
    }
  }

  @Test
  @Tag("root")
  void doesNotNoteWhatTheBrainWrites() throws Exception {
    try (var holder = Rig.start(folder)) {
      var brain = holder.awake();
      brain.mark(kept, FAN_CLOSE_WRITE | FAN_ON_CHILD);
      brain.write(kept.resolve("motd"));
      assertThat(brain.sync()).isZero();
      brain.write(kept.resolve("motd"));
      brain.kill();
      var next = holder.next();

      assertThat(next.records(0, next.start().written()))
          .extracting(Noted::type)
          .containsExactly(Noted.CRASH);
    }
  }

  @Test
  void tellsOfMoreOnceUntilItIsRead() throws Exception {
    try (var holder = Rig.start(folder)) {
      var brain = holder.awake();
      brain.watch(kept, IN_CREATE);
      Files.createFile(kept.resolve("a"));
      var more = brain.receive();
      assertThat(more.type()).isEqualTo(Told.MORE);
      Files.createFile(kept.resolve("b"));
      assertThat(brain.received()).isEmpty();
      brain.send(Brain.READ, more.written());

      var again = brain.receive();
      assertThat(again.type()).isEqualTo(Told.MORE);
      assertThat(again.written()).isEqualTo(2 * more.written());
      brain.send(Brain.READ, again.written());
      assertThat(brain.received()).isEmpty();
    }
  }

  @Test
  void staysWhenSomethingCame() throws Exception {
    try (var holder = Rig.start(folder)) {
      var brain = holder.awake();
      brain.watch(kept, IN_CREATE);
      Files.createFile(kept.resolve("a"));

      assertThat(brain.sleep(0, 0, 0)).isEqualTo(Told.STAY);
      brain.goToSleep(brain.sync(), 0, 0);
    }
  }

  @Test
  void notesTheEndOfOrphansAwakeAndAsleep() throws Exception {
    try (var holder = Rig.start(folder)) {
      var brain = holder.awake();
      int first = brain.orphan(7, folder.resolve("go"));
      Files.writeString(folder.resolve("go"), "");
      var more = brain.receive();
      assertThat(brain.records(0, more.written()).getFirst().pair()).containsExactly(first, 7 << 8);

      int second = brain.orphan(9, folder.resolve("go"));
      brain.goToSleep(more.written(), 0, 0);
      Files.writeString(folder.resolve("go"), "");
      var woken = holder.next();
      var start = woken.start();
      assertThat(start.why()).isEqualTo(Noted.EXIT);
      assertThat(woken.records(start.handled(), start.written()).getFirst().pair())
          .containsExactly(second, 9 << 8);
    }
  }

  @Test
  void wakesInTime() throws Exception {
    try (var holder = Rig.start(folder)) {
      long at = System.currentTimeMillis() + 80;
      holder.awake().goToSleep(0, at, 0);
      var woken = holder.awake();
      var record = woken.records(0, 16).getFirst();
      assertThat(record.type()).isEqualTo(Noted.TIMER);
      assertThat(record.timeMs()).isGreaterThanOrEqualTo(at);

      woken.goToSleep(16, 1, 0); // a time that has passed
      assertThat(holder.next().start().why()).isEqualTo(Noted.TIMER);
    }
  }

  @Test
  @Tag("root")
  @Tag("long") // it sets the clock of this machine, to what it is
  void wakesWhenTheClockIsSet() throws Exception {
    try (var holder = Rig.start(folder)) {
      holder.awake().goToSleep(0, System.currentTimeMillis() + 3_600_000, 0);
      Rig.run("date", "-s", Instant.now().toString());

      assertThat(holder.next().start().why()).isEqualTo(Noted.TIMER);
    }
  }

  @Test
  void givesBackTheMemoryOfWhatIsHandled() throws Exception {
    try (var holder = Rig.start(folder)) {
      var brain = holder.awake();
      brain.watch(kept, IN_CREATE);
      for (int i = 0; i < 1000; i++) {
        Files.createFile(kept.resolve("f" + i));
      }
      long written = brain.sync();
      assertThat(blocks(brain)).isGreaterThan(100);
      brain.send(Brain.HANDLED, written);
      brain.sync();

      assertThat(blocks(brain)).isLessThanOrEqualTo(8);
      assertThat(Files.size(brain.fd(5))).isEqualTo(written);
    }
  }

  private static long blocks(Brain brain) throws Exception {
    return Long.parseLong(Rig.run("stat", "-L", "-c", "%b", brain.fd(5).toString()).strip());
  }

  @Test
  void fortyThousandEventsThatNobodyReads() throws Exception {
    try (var holder = Rig.start(folder)) {
      var brain = holder.awake();
      brain.watch(kept, IN_CREATE | IN_CLOSE_WRITE);
      holder.signal("STOP");
      for (int i = 0; i < 20_000; i++) {
        Files.createFile(kept.resolve("f" + i));
      }
      holder.signal("CONT");
      long written = brain.sync();
      var records = new ArrayList<>(brain.records(0, written));

      assertThat(written).isBetween(900_000L, 1L << 20);
      assertThat(records.removeLast().type()).isEqualTo(Noted.OVERFLOW);
      assertThat(records).extracting(Noted::type).containsOnly(Noted.FILE);
      brain.send(Brain.HANDLED, written); // some were lost after that record: told again
      assertThat(brain.records(written, brain.sync()))
          .extracting(Noted::type)
          .containsExactly(Noted.OVERFLOW);
      Files.createFile(kept.resolve("again"));
      assertThat(brain.records(written + 16, brain.sync())).hasSize(2);
    }
  }
}
