package vow.agent.holder;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Another program in the place of the holder: everything goes on. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class HolderUpgradeTest {
  private static final int SIGKILL = 9;
  private static final int READABLE = 1;
  private static final int IN_CREATE = 0x100;

  @TempDir Path folder;

  private Services open(Rig holder, int k) throws IOException {
    var services = Services.of(holder);
    services.open(k, Files.createDirectory(log()), Services.Limits.NONE);
    return services;
  }

  private Path log() {
    return folder.resolve("log");
  }

  private List<String> lines() throws IOException {
    return Files.readAllLines(log().resolve("current")).stream()
        .map(line -> line.substring(28))
        .toList();
  }

  private static void upgrade(Rig holder, Brain brain, String name) throws Exception {
    var next = holder.another(name);
    brain.upgrade(next);
    holder.becomes(next);
  }

  private Path fifo() throws IOException {
    var fifo = folder.resolve("fifo");
    Rig.run("mkfifo", fifo.toString());
    return fifo;
  }

  @Test
  void aServiceGoesOnAndNoLineIsLost() throws Exception {
    var go = folder.resolve("go");
    try (var holder = Rig.start(folder)) {
      var services = open(holder, 511);
      services.script(
          511, 3, "i=0; while [ ! -e %s ]; do i=$((i+1)); echo $i; done; exit 7".formatted(go));
      int pid = services.runs(511, 3);

      for (int i = 0; i < 6; i++) {
        upgrade(holder, services.brain(), "next" + i % 2);
      }
      Files.createFile(go);

      var ended = services.next(Noted.ENDED).ended();
      assertThat(ended.run()).isEqualTo(new Noted.Run(511, 7 << 8, 3));
      assertThat(ended.pid()).isEqualTo(pid);
      var lines = lines();
      assertThat(lines)
          .hasSizeGreaterThan(100)
          .isEqualTo(IntStream.rangeClosed(1, lines.size()).mapToObj(Integer::toString).toList());
      assertThat(holder.said()).isEmpty();
    }
  }

  @Test
  void halfALineIsGoneOnWith() throws Exception {
    var fifo = fifo();
    try (var holder = Rig.start(folder)) {
      var services = open(holder, 0);
      services.script(0, 1, "printf 'one '; read _ <%s; echo two; exit 1".formatted(fifo));
      services.runs(0, 1);
      while (Files.size(log().resolve("current")) == 0) {
        Thread.sleep(5); // the holder tells nobody of lines
      }

      upgrade(holder, services.brain(), "next");
      Files.writeString(fifo, "\n");

      assertThat(services.next(Noted.ENDED).run().number()).isEqualTo(1 << 8);
      assertThat(lines()).containsExactly("one two");
    }
  }

  @Test
  void anAdoptedProcessAWatchdogAndASocketStay() throws Exception {
    try (var holder = Rig.start(folder)) {
      var services = open(holder, 0);
      services.open(1, log(), Services.Limits.NONE);
      services.listenTo(1, 0, folder.resolve("notify"));
      var stranger = new ProcessBuilder("sleep", "1000").start();
      services.adopt(0, (int) stranger.pid(), 8);
      services.script(1, 5, "exec sleep 1000");
      services.runs(1, 5);
      services.expectPings(1, 5, 1_000_000);
      var before = HolderStartTest.descriptors((int) holder.pid());

      upgrade(holder, services.brain(), "next");

      assertThat(HolderStartTest.descriptors((int) holder.pid())).isEqualTo(before);
      assertThat(services.next(Noted.SILENT).run()).isEqualTo(new Noted.Run(1, 0, 5));
      stranger.destroyForcibly();
      assertThat(services.next(Noted.ENDED).run()).isEqualTo(new Noted.Run(0, -1, 8));
      services.kill(1, 5, SIGKILL, 0);
      assertThat(services.next(Noted.ENDED).run()).isEqualTo(new Noted.Run(1, SIGKILL, 5));
    }
  }

  @Test
  void aSleepingBrainIsWokenAfterwards() throws Exception {
    var fifo = fifo();
    try (var holder = Rig.start(folder, "first")) {
      var brain = holder.awake();
      brain.wakeBy(holder.command("later"));
      int watch = brain.watch(folder, IN_CREATE);
      brain.slot(5, READABLE, fifo);
      var table = new Table(8).with(Table.hash(watch, "motd"));
      var next = holder.another("next");
      brain.upgrade(next);
      long read = brain.sync();
      brain.goToSleep(read, 0, table.give(brain));
      holder.becomes(next);

      Files.createFile(folder.resolve("other"));
      Files.writeString(fifo, "x");
      var woken = holder.next();

      assertThat(woken.arguments()).containsExactly("later");
      var start = woken.start();
      assertThat(start)
          .isEqualTo(new Told.Start(read, read + 24, 1, 0, start.cpuMicros(), Noted.FIRED, 5));
      assertThat(HolderStartTest.descriptors(woken.pid()).keySet())
          .containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5, 6, 7, 16 + 5); // 7 is its way to this test
      woken.hello();
      woken.send(Brain.DROP, 5, 0); // there is still something to read
      woken.upgrade(holder.another("other"));
      woken.goToSleep(woken.sync(), 0, table.give(woken));
      Files.createFile(folder.resolve("motd"));
      assertThat(holder.next().start().why()).isEqualTo(Noted.FILE);
    }
  }

  @Test
  void theTimeToWakeStays() throws Exception {
    try (var holder = Rig.start(folder)) {
      var brain = holder.awake();
      var next = holder.another("next");
      brain.upgrade(next);
      brain.goToSleep(0, System.currentTimeMillis() + 1500, 0);
      holder.becomes(next);

      assertThat(holder.next().start().why()).isEqualTo(Noted.TIMER);
    }
  }

  @Test
  void anAwakeBrainGoesOn() throws Exception {
    try (var holder = Rig.start(folder)) {
      var brain = holder.awake();
      upgrade(holder, brain, "next");
      int orphan = brain.orphan(9, fifo());
      holder.signal("HUP");
      assertThat(brain.receive().type()).isEqualTo(Told.RELOAD);
      Files.writeString(folder.resolve("fifo"), "");
      long written = brain.receive().written();
      assertThat(brain.records(0, written).getFirst().pair()).containsExactly(orphan, 9 << 8);

      holder.signal("TERM");
      assertThat(brain.receive().type()).isEqualTo(Told.STOP);
      brain.send(Brain.END, 42, 0);
      brain.exit(0);
      assertThat(holder.ended()).isEqualTo(42);
    }
  }

  @Test
  void theFirstCommandIsKept() throws Exception {
    try (var holder = Rig.start(folder, "first", "x")) {
      var brain = holder.awake();
      upgrade(holder, brain, "next");
      brain.kill();
      var second = holder.awake();
      upgrade(holder, second, "other");
      second.kill();

      var third = holder.next();
      assertThat(third.arguments()).containsExactly("first", "x");
      assertThat(third.start().crashes()).isEqualTo(2);
    }
  }

  @Test
  void whatIsNoHolderIsRefusedOnce() throws Exception {
    var text = Files.writeString(folder.resolve("text"), "no program");
    var mad = script("mad", "kill -9 $$");
    try (var holder = Rig.start(folder)) {
      var brain = holder.awake();
      var before = Files.readSymbolicLink(Path.of("/proc/" + holder.pid() + "/exe"));
      var all =
          List.of(folder.resolve("none"), Path.of("/bin/true"), Path.of("/bin/echo"), text, mad);
      int said = 0;
      for (var program : all) {
        brain.upgrade(program);
        holder.says(++said);
        brain.upgrade(program);
        brain.sync();
      }

      assertThat(holder.says(said))
          .containsExactly(
              "vow: unable to become " + all.get(0) + ": No such file or directory",
              "vow: unable to become /bin/true: it does not understand what this holder knows",
              "vow: unable to become /bin/echo: it does not understand what this holder knows",
              "vow: unable to become " + text + ": it does not understand what this holder knows",
              "vow: unable to become " + mad + ": it was killed");
      assertThat(Files.readSymbolicLink(Path.of("/proc/" + holder.pid() + "/exe")))
          .isEqualTo(before);
      brain.upgrade(before); // it is that
      brain.upgrade(Path.of("relative"));
      assertThat(holder.says(6)).last().asString().contains("has a length of 9");
    }
  }

  private Path script(String name, String does) throws IOException {
    var file = Files.writeString(folder.resolve(name), "#!/bin/sh\n" + does + "\n");
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  @Test
  void oneThatDoesNotAnswerIsNotWaitedFor() throws Exception {
    try (var holder = Rig.hurried(folder)) {
      var brain = holder.awake();
      var mute = script("mute", "exec sleep 1000");
      brain.upgrade(mute);

      assertThat(holder.says(1))
          .containsExactly("vow: unable to become " + mute + ": it was killed");
      upgrade(holder, brain, "next");
    }
  }
}
