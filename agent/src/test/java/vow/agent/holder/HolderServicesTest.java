package vow.agent.holder;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How the holder starts and ends the processes of services, and what these find. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class HolderServicesTest {
  private static final int ENOENT = 2;
  private static final int EBUSY = 16;
  private static final int EINVAL = 22;
  private static final int SIGTERM = 15;
  private static final int SIGKILL = 9;
  private static final int EXECUTED = 1;
  private static final String WAITS = "exec sleep 1000";

  @TempDir Path folder;

  private Services open(Rig holder, int k) throws IOException {
    var services = Services.of(holder);
    services.open(k, Files.createDirectory(log()), Services.Limits.NONE);
    return services;
  }

  private Path log() {
    return folder.resolve("log");
  }

  /** The lines of the log without their times. */
  private List<String> lines() throws IOException {
    return Files.readAllLines(log().resolve("current")).stream()
        .map(line -> line.substring(28))
        .toList();
  }

  @Test
  void tellsOfStartAndEnd() throws Exception {
    try (var holder = Rig.start(folder)) {
      var services = open(holder, 3);

      services.script(3, 7, "exit 5");
      int pid = services.runs(3, 7);
      var ended = services.next(Noted.ENDED).ended();

      assertThat(ended.run()).isEqualTo(new Noted.Run(3, 5 << 8, 7));
      assertThat(ended.pid()).isEqualTo(pid);
      assertThat(ended.cpuMicros()).isBetween(1L, 10_000_000L);
      assertThat(ended.rssKb()).isBetween(100L, 100_000L);
    }
  }

  @Test
  void tellsAtWhichStepItFailed() throws Exception {
    try (var holder = Rig.start(folder)) {
      var services = open(holder, 0);
      var failures =
          Stream.of(
              List.of("1 " + EINVAL, "xwhat"),
              List.of("1 " + EINVAL, "ano program"),
              List.of("1 " + EINVAL, "prelative"),
              List.of("1 " + EINVAL, "p/bin/true", "l1 2"),
              List.of("1 " + EINVAL, "p/bin/true", "u-1"),
              List.of("1 " + EINVAL, "p/bin/true", "r2"),
              List.of("1 " + EINVAL, "p/bin/true", "s0", "r3"),
              List.of("3 9", "p/bin/true", "s0"),
              List.of("4 " + ENOENT, "p/bin/true", "c/nowhere/cgroup.procs"),
              List.of("5 " + EINVAL, "p/bin/true", "l99 1 1"),
              List.of("8 " + ENOENT, "p/bin/true", "d/nowhere"),
              List.of("9 " + ENOENT, "p/nowhere"),
              List.of("9 13", "p/etc/passwd"));

      failures.forEach(failure -> {
        try {
          services.launch(0, 4, failure.stream().skip(1).toArray(String[]::new));
          services.next(Noted.STARTED);
          var unstarted = services.next(Noted.UNSTARTED);
          assertThat(unstarted.step() + " " + unstarted.run().number())
              .as(failure.toString())
              .isEqualTo(failure.getFirst());
        } catch (IOException e) {
          throw new IllegalStateException(e);
        }
      });
      assertThat(services.list())
          .containsExactly(new Noted.Listed(new Noted.Run(0, 0, 4), 0, 0, "service-0"));
    }
  }

  @Test
  void refusesASecondProcessAndOneOfNoService() throws Exception {
    try (var holder = Rig.start(folder)) {
      var services = open(holder, 0);
      services.script(0, 1, WAITS);
      services.runs(0, 1);

      services.script(0, 2, WAITS);
      services.script(1, 3, WAITS);

      var second = services.next(Noted.UNSTARTED);
      var other = services.next(Noted.UNSTARTED);
      services.kill(0, 1, SIGKILL, 0);
      services.next(Noted.ENDED);
      assertThat(List.of(second.step(), other.step())).containsExactly(0, 0);
      assertThat(second.run()).isEqualTo(new Noted.Run(0, EBUSY, 2));
      assertThat(other.run()).isEqualTo(new Noted.Run(1, ENOENT, 3));
    }
  }

  @Test
  void signalsAProcessOrItsGroup() throws Exception {
    try (var holder = Rig.start(folder)) {
      var services = open(holder, 0);
      services.script(0, 1, "trap 'echo told; exit 3' TERM; sleep 1000 & echo $!; wait");
      services.runs(0, 1);
      var child = Long.parseLong(awaitLines(1).getFirst());

      services.kill(0, 99, SIGKILL, 0); // of another run: nobody hears it
      services.kill(0, 1, SIGTERM, 0);
      assertThat(services.next(Noted.ENDED).run().number()).isEqualTo(3 << 8);
      assertThat(awaitLines(2)).endsWith("told");
      assertThat(ProcessHandle.of(child)).isPresent();
      ProcessHandle.of(child).orElseThrow().destroyForcibly();
      assertThat(services.next(Noted.EXIT).pair()).containsExactly((int) child, SIGKILL);

      services.script(0, 2, "sleep 1000 & echo up; wait"); // a group that has no more to come
      services.runs(0, 2);
      awaitLines(3);
      services.kill(0, 2, SIGTERM, 1);
      assertThat(services.next(Noted.ENDED).run().number()).isEqualTo(SIGTERM);
    }
  }

  private List<String> awaitLines(int count) throws Exception {
    while (!Files.exists(log().resolve("current")) || lines().size() < count) {
      Thread.sleep(5); // the holder tells nobody of lines
    }
    return lines();
  }

  @Test
  void aServiceStartsClean() throws Exception {
    try (var holder = Rig.start(folder)) {
      var services = open(holder, 511);

      services.script(511, 1, "ls /proc/$$/fd; exec cat /proc/self/status");
      assertThat(services.status(511, 1)).isZero();

      assertThat(lines())
          .startsWith("0", "1", "2", "Name:\tcat")
          .contains("Groups:\t ", "SigBlk:\t0000000000000000", "SigIgn:\t0000000000000000")
          .contains("SigCgt:\t0000000000000000");
      services.script(511, 2, "readlink /proc/$$/fd/0; ps -o sid= -p $$ | tr -d ' '; env; umask");
      int pid = services.runs(511, 2);
      services.next(Noted.ENDED);
      assertThat(lines())
          .endsWith("/dev/null", Integer.toString(pid), "PATH=/usr/bin:/bin", "PWD=/", "0022");
    }
  }

  @Test
  @Tag("root")
  void makesTheProcessAsTheWordsSay() throws Exception {
    try (var holder = Rig.start(folder)) {
      var services = open(holder, 0);

      services.script(
          0,
          1,
          "id -u; id -g; id -G; umask; pwd; ulimit -n; ulimit -Hn; nice; echo $A; cat"
              + " /proc/self/oom_score_adj; echo again >/dev/stdout",
          "u12345",
          "g23456",
          "G34567",
          "G34568",
          "m077",
          "d/usr",
          "l7 50 60",
          "n5",
          "o123",
          "eA=b c");
      assertThat(services.status(0, 1)).isZero();

      assertThat(lines())
          .containsExactly(
              "12345",
              "23456",
              "23456 34567 34568",
              "0077",
              "/usr",
              "50",
              "60",
              "5",
              "b c",
              "123",
              "again");
    }
  }

  @Test
  @Tag("root")
  void confinesAsTheWordsSay() throws Exception {
    var kept = Files.createDirectory(folder.resolve("kept"));
    try (var holder = Rig.start(folder)) {
      var services = open(holder, 0);

      services.script(0, 1, "grep -E '^(CapBnd|CapEff|NoNew)' /proc/self/status", "B401", "P");
      assertThat(services.status(0, 1)).isZero();
      assertThat(lines())
          .containsExactly(
              "CapEff:\t0000000000000401", "CapBnd:\t0000000000000401", "NoNewPrivs:\t1");

      services.script(0, 2, "exec grep CapEff /proc/self/status", "B400", "u12345", "g12345");
      assertThat(services.status(0, 2)).isZero();
      assertThat(lines()).endsWith("CapEff:\t0000000000000400");

      services.script(
          0,
          3,
          "touch %s/a; touch %s/b; echo 1 >/proc/self/oom_score_adj && exit 7"
              .formatted(folder, kept),
          "R",
          "W" + kept);
      assertThat(services.status(0, 3)).isEqualTo(7 << 8);
      assertThat(folder.resolve("a")).doesNotExist();
      assertThat(kept.resolve("b")).exists();

      services.script(0, 4, "touch /tmp/c; ls -a /tmp /var/tmp; ls /sys/class/net", "R", "T", "N");
      assertThat(services.status(0, 4)).isZero();
      assertThat(lines()).containsSequence("/tmp:", ".", "..", "c", "", "/var/tmp:", ".", "..");
    }
  }

  @Test
  void passesSocketsThatItHolds() throws Exception {
    try (var holder = Rig.start(folder)) {
      var services = open(holder, 2);
      services.socket(2, 5, folder.resolve("five"));
      services.socket(2, 0, folder.resolve("zero"));

      services.script(
          2,
          1,
          "echo $LISTEN_FDS; [ $LISTEN_PID = $$ ] || exit 1; exec readlink /proc/$$/fd/3"
              + " /proc/$$/fd/4 /proc/$$/fd/5",
          "s5",
          "s0");
      services.runs(2, 1);
      services.next(Noted.ENDED);

      var held = "/proc/" + holder.pid() + "/fd/";
      int first = 64 + 16 * 2 + 8;
      assertThat(lines())
          .containsExactly(
              "2",
              Files.readSymbolicLink(Path.of(held + (first + 5))).toString(),
              Files.readSymbolicLink(Path.of(held + first)).toString());
    }
  }

  @Test
  void runsGoOnWithoutABrain() throws Exception {
    try (var holder = Rig.start(folder)) {
      var services = open(holder, 4);
      services.script(4, 9, WAITS);
      int pid = services.runs(4, 9);
      services.brain().send(Brain.HANDLED, services.brain().sync());
      services.brain().kill();

      var next = Services.of(holder);
      next.next(Noted.CRASH);
      assertThat(next.list())
          .containsExactly(new Noted.Listed(new Noted.Run(4, pid, 9), 0, EXECUTED, "service-4"));
      assertThat(HolderStartTest.descriptors(next.brain().pid()).keySet()).allMatch(fd -> fd < 64);
      next.close(4); // it has a process
      next.kill(4, 9, SIGKILL, 0);
      next.next(Noted.ENDED);
      assertThat(next.list())
          .containsExactly(new Noted.Listed(new Noted.Run(4, 0, 9), SIGKILL, 5, "service-4"));
      next.close(4);
      assertThat(next.list()).isEmpty();
      assertThat(HolderStartTest.descriptors((int) holder.pid()).keySet()).allMatch(fd -> fd < 64);
    }
  }
}
