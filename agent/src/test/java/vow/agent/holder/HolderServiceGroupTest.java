package vow.agent.holder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a service leaves in its process group, and the control group that it joins. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class HolderServiceGroupTest {
  private static final int SIGKILL = 9;
  private static final String LEAVES_ONE = "sleep 1000 & echo $!; exit 2";

  @TempDir Path folder;

  private Services open(Rig holder) throws IOException {
    var services = Services.of(holder);
    services.open(0, Files.createDirectory(folder.resolve("log")), Services.Limits.NONE);
    return services;
  }

  /** What the last run has said. */
  private int number() throws IOException {
    var lines = Files.readAllLines(folder.resolve("log/current"));
    return Integer.parseInt(lines.getLast().substring(28));
  }

  private static boolean lives(int pid) {
    return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent();
  }

  private static void isKilled(Services services, int pid) throws IOException {
    assertThat(services.next(Noted.EXIT).pair()).containsExactly(pid, SIGKILL);
  }

  @Test
  void whatARunHasLeftIsKilledAfterItsEnd() throws Exception {
    try (var holder = Rig.start(folder)) {
      var services = open(holder);
      services.script(0, 1, LEAVES_ONE);
      assertThat(services.status(0, 1)).isEqualTo(2 << 8);
      int left = number();

      services.kill(0, 1, SIGKILL, 0); // the process has ended
      services.kill(0, 2, SIGKILL, 1); // another run
      services.brain().sync();
      assertThat(lives(left)).isTrue();
      services.kill(0, 1, SIGKILL, 1);
      isKilled(services, left);
      services.kill(0, 1, SIGKILL, 1); // nobody is left
      services.brain().sync();
      assertThat(holder.said()).isEmpty();
    }
  }

  @Test
  void notAnyMoreWhenAnotherRunWasLaunched() throws Exception {
    try (var holder = Rig.start(folder)) {
      var services = open(holder);
      services.script(0, 1, LEAVES_ONE);
      services.status(0, 1);
      int left = number();
      services.script(0, 2, "exit 0");
      services.status(0, 2);

      services.kill(0, 1, SIGKILL, 1);
      services.kill(0, 2, SIGKILL, 1);
      services.brain().sync();

      assertThat(lives(left)).isTrue();
      ProcessHandle.of(left).orElseThrow().destroyForcibly();
      isKilled(services, left);
    }
  }

  @Test
  void whatAnAdoptedProcessHasLeftToo() throws Exception {
    try (var holder = Rig.start(folder)) {
      var services = open(holder);
      var file = folder.resolve("left");
      var script = "sleep 1000 >/dev/null & echo $! >%s; read _; exit".formatted(file);
      var stranger = new ProcessBuilder("setsid", "sh", "-c", script).start();
      while (!Files.exists(file) || Files.size(file) == 0) {
        Thread.sleep(5); // a file tells nobody
      }
      int left = Integer.parseInt(Files.readString(file).strip());
      services.adopt(0, (int) stranger.pid(), 4);
      services.brain().sync();

      stranger.getOutputStream().close();
      services.next(Noted.ENDED);
      stranger.waitFor();
      services.kill(0, 4, SIGKILL, 1);

      ProcessHandle.of(left).ifPresent(it -> it.onExit().join());
      assertThat(lives(left)).isFalse();
    }
  }

  @Test
  @Tag("root")
  void itJoinsTheControlGroup() throws Exception {
    var group = groups().resolve("vow-test-" + ProcessHandle.current().pid());
    assumeTrue(Files.isWritable(groups()), "no control groups");
    Files.createDirectory(group);
    try (var holder = Rig.start(folder)) {
      var services = open(holder);

      services.script(0, 1, "exec sleep 1000", "c" + group.resolve("cgroup.procs"));
      int pid = services.runs(0, 1);

      assertThat(Files.readAllLines(group.resolve("cgroup.procs")))
          .containsExactly(Integer.toString(pid));
      services.kill(0, 1, SIGKILL, 0);
      services.next(Noted.ENDED);
    } finally {
      Files.delete(group);
    }
  }

  /** Where control groups of version 2 are. */
  private static Path groups() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/mounts")).stream()
        .map(line -> List.of(line.split(" ", -1)))
        .filter(words -> words.get(2).equals("cgroup2"))
        .map(words -> Path.of(words.get(1)))
        .findFirst()
        .orElse(Path.of("/none"));
  }
}
