package vow.agent.holder;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How a brain is started, and what it finds. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class HolderStartTest {
  @TempDir Path folder;

  @Test
  void aFirstBrainIsToldWhereItStands() throws Exception {
    try (var holder = Rig.start(folder, "keep", "a b", "")) {
      var brain = holder.next();

      assertThat(brain.arguments()).containsExactly("keep", "a b", "");
      assertThat(brain.start()).isEqualTo(new Told.Start(0, 0, 0, 0, 0, 0, 0));
      assertThat(brain.received()).isEmpty();
    }
  }

  @Test
  void aBrainHasExactlyTheDescriptorsOfTheTable() throws Exception {
    Rig.run("mkfifo", folder.resolve("fifo").toString());
    try (var holder = Rig.start(folder)) {
      var first = holder.awake();
      first.slot(0, 0, folder.resolve("fifo"));
      first.slot(47, 1, folder.resolve("fifo"));
      first.kill();
      var brain = holder.next();
      var open = descriptors(brain.pid());

      assertThat(open.get(0)).startsWith("socket:");
      assertThat(open.get(1)).isEqualTo(folder.resolve("errors").toString());
      assertThat(open.get(2)).isEqualTo(folder.resolve("errors").toString());
      assertThat(open.get(3)).isIn("anon_inode:[fanotify]", "/dev/null");
      assertThat(open.get(4)).isEqualTo("anon_inode:inotify");
      assertThat(open.get(5)).startsWith("/memfd:vow-ledger");
      assertThat(open.get(6)).startsWith("/memfd:vow-filter");
      assertThat(open.get(16)).isEqualTo(folder.resolve("fifo").toString());
      assertThat(open.get(63)).isEqualTo(folder.resolve("fifo").toString());
      // 7 is how the brain of the test speaks with the test
      assertThat(open).containsOnlyKeys(0, 1, 2, 3, 4, 5, 6, 7, 16, 63);
    }
  }

  @Test
  void nothingOfTheCallerReachesABrain() throws Exception {
    Files.writeString(folder.resolve("secret"), "");
    var script = "exec 9<" + folder + "/secret; trap '' HUP TERM USR1; exec \"$@\"";
    var command = Rig.holder("plain") + " " + Rig.compiled("brain") + " " + folder + "/none";
    var run = Rig.run("sh", "-c", script + " || true", "sh", "sh", "-c", command + "; echo $?");

    assertThat(run).isEqualTo("95\n"); // its brain found no test: the end of the holder too
  }

  @Test
  void aBrainHasAGroupOfItsOwnAndFreshSignals() throws Exception {
    try (var holder = Rig.start(folder, Map.of("VOW_HOLDER", "9", "LANG", "C"))) {
      var brain = holder.next();
      var status = Files.readAllLines(Path.of("/proc/" + brain.pid() + "/status"));
      var stat = Files.readString(Path.of("/proc/" + brain.pid() + "/stat"));
      var environment = Files.readString(Path.of("/proc/" + brain.pid() + "/environ"));

      assertThat(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1)[2])
          .isEqualTo(Integer.toString(brain.pid()));
      assertThat(status)
          .contains("SigBlk:\t0000000000000000", "SigIgn:\t0000000000000000")
          .contains("SigCgt:\t0000000000000000", "PPid:\t" + holder.pid());
      assertThat(environment.split("\0", -1))
          .contains("VOW_HOLDER=1", "LANG=C")
          .doesNotContain("VOW_HOLDER=9");
    }
  }

  @Test
  void saysWhatItCannotStart() throws Exception {
    var said = Rig.run("sh", "-c", Rig.holder("plain") + " /nowhere/java -version; echo $?");

    assertThat(said)
        .isEqualTo("vow: unable to start /nowhere/java: No such file or directory\n127\n");
  }

  @Test
  void saysHowItIsUsed() throws Exception {
    assertThat(Rig.run("sh", "-c", Rig.holder("plain") + "; echo $?"))
        .isEqualTo("usage: holder COMMAND [ARGUMENT...]\n64\n");
  }

  static Map<Integer, String> descriptors(int pid) throws IOException {
    try (var fds = Files.list(Path.of("/proc/" + pid + "/fd"))) {
      return fds.collect(
          Collectors.toMap(
              fd -> Integer.valueOf(fd.getFileName().toString()),
              HolderStartTest::target,
              (a, _) -> a,
              TreeMap::new));
    }
  }

  private static String target(Path fd) {
    try {
      return Files.readSymbolicLink(fd).toString();
    } catch (IOException e) {
      return "gone";
    }
  }
}
