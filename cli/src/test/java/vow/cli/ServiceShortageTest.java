package vow.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static vow.cli.Serviced.service;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Services of an agent that is short of something: processes, memory, room for logs. */
@Execution(ExecutionMode.CONCURRENT)
@Tag("root")
class ServiceShortageTest {
  private static final String SLEEPS = "agent {\n  linger = \"300ms\"\n}\n";
  private static final String PATIENT =
      "restart {\n  burst = 0\n  delay = \"50ms\"\n  delay_max = \"200ms\"\n}";
  private static final Path PIDS = Path.of("/sys/fs/cgroup/pids");
  private static final String SMALL_DISK =
      "mkdir -p LOG && mount -t tmpfs -o size=64k tmpfs LOG && head -c 40000 /dev/zero >LOG/filler"
          + " && exec \"$@\"";

  @TempDir Path folder;

  /** A control group of the test's own that may have so many processes. */
  private record Few(Path group) implements AutoCloseable {
    static Few of(int most, long... pids) throws IOException {
      assumeTrue(
          Files.isWritable(PIDS.resolve("cgroup.procs")),
          "no control groups of version 1 for pids");
      var few = new Few(Files.createTempDirectory(PIDS, "vow-test"));
      for (long pid : pids) {
        Files.writeString(few.group.resolve("cgroup.procs"), String.valueOf(pid));
      }
      few.most(String.valueOf(most));
      return few;
    }

    void most(String most) throws IOException {
      Files.writeString(group.resolve("pids.max"), most);
    }

    /** Lets everybody go. */
    @Override
    public void close() throws IOException {
      try {
        Eventually.holds(() -> {
          for (var pid : Files.readAllLines(group.resolve("cgroup.procs"))) {
            move(pid);
          }
          return group.toFile().delete();
        });
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new AssertionError(e);
      }
    }

    private static void move(String pid) {
      try {
        Files.writeString(PIDS.resolve("cgroup.procs"), pid);
      } catch (IOException _) {
        // it has ended meanwhile
      }
    }
  }

  private static long holder(Serviced kept) {
    return kept.agent().process().pid();
  }

  /** It is tried again and again, and says why. */
  private static void fails(Serviced kept, String why) throws Exception {
    try {
      Eventually.holds(() ->
          kept.number("a", "run") > 3
              && String.valueOf(kept.told("a").get("trouble")).contains(why));
    } catch (AssertionError e) {
      throw new AssertionError(kept.told("a") + kept.agent().printed(), e);
    }
  }

  @Test
  void withoutPidsItIsTriedAgainUntilThereAreSome() throws Exception {
    try (var kept =
        Serviced.keeping(folder, service("a", "wait", PATIENT) + service("b", "wait"))) {
      long pid = kept.pid("a");
      long steady = kept.pid("b");
      try (var few = Few.of(1, holder(kept))) {
        Serviced.signal("KILL", pid);
        fails(kept, "unable to make a process: resource temporarily unavailable");
        assertThat(kept.agent().run("status").out()).contains("unable to make a process");
        few.most("max");
        kept.another("a", pid);
      }
      assertThat(kept.pid("b")).isEqualTo(steady);
      assertThat(Serviced.lives(steady)).isTrue();
    }
  }

  @Test
  void withoutPidsForABrainTheHolderWaits() throws Exception {
    try (var kept = Serviced.keeping(folder, SLEEPS + service("a", "wait"))) {
      long pid = kept.pid("a");
      Eventually.holds(() -> kept.brain().isEmpty());
      try (var few = Few.of(1, holder(kept))) {
        Serviced.signal("KILL", pid);
        kept.agent().says("unable to start a brain");
        few.most("max");
        kept.another("a", pid);
      }
      assertThat(kept.number("a", "run")).isEqualTo(2);
    }
  }

  @Test
  void whenTheBrainHasNoneEitherNothingIsLost() throws Exception {
    try (var kept =
        Serviced.keeping(folder, service("a", "wait", PATIENT) + service("b", "wait"))) {
      long pid = kept.pid("a");
      long steady = kept.pid("b");
      try (var few = Few.of(1, holder(kept), kept.brain().orElseThrow().pid())) {
        Serviced.signal("KILL", pid);
        kept.change(service("a", "wait", PATIENT) + service("b", "wait") + service("c", "wait"));
        Eventually.holds(() -> !kept.state("a").equals("ready"));
        few.most("max");
        kept.another("a", pid);
        kept.becomes("c", "ready");
      }
      assertThat(kept.pid("b")).isEqualTo(steady);
      assertThat(kept.agent().printed()).doesNotContain("at vow.");
    }
  }

  @Test
  void withoutMemoryItIsTriedAgainUntilThereIsSome() throws Exception {
    try (var kept =
        Serviced.keeping(folder, service("a", "wait", PATIENT) + service("b", "wait"))) {
      long pid = kept.pid("a");
      long steady = kept.pid("b");
      memory(kept, "1:");
      Serviced.signal("KILL", pid);
      fails(kept, "cannot allocate memory");
      memory(kept, "unlimited:");
      kept.another("a", pid);
      assertThat(kept.pid("b")).isEqualTo(steady);
    }
  }

  private static void memory(Serviced kept, String most) throws Exception {
    var pid = String.valueOf(holder(kept));
    assertThat(new ProcessBuilder("prlimit", "--pid", pid, "--as=" + most).start().waitFor())
        .isZero();
  }

  @Test
  void aFullDiskForLogsHoldsNobodyUp() throws Exception {
    var log = folder.resolve("state/log");
    var through = folder.resolve("through");
    var one = service("a", "burst 5000 touch " + through + " await 10 say after wait");
    try (var kept = Serviced.keeping(folder, one, onSmallDisk(log))) {
      var seen = Path.of("/proc/" + holder(kept) + "/root" + log);
      Eventually.holds(() -> Files.exists(through));
      assertThat(kept.state("a")).isEqualTo("ready");
      Files.delete(seen.resolve("filler"));
      Serviced.signal("USR1", kept.pid("a"));
      var current = seen.resolve("a/current");
      Eventually.holds(() -> Files.readString(current).contains(" after\n"));
      var lines = Files.readAllLines(current).stream().map(l -> l.substring(28)).toList();
      assertThat(lines.getFirst()).isEqualTo("line 1");
      assertThat(lines.getLast()).isEqualTo("after");
      long dropped = 0;
      long there = 0;
      for (var line : lines) {
        if (line.matches("vow: [0-9]+ lines? dropped: No space left on device")) {
          dropped += Long.parseLong(line.split(" ", 3)[1]);
        } else {
          there++;
        }
      }
      assertThat(dropped).isPositive();
      assertThat(there + dropped).isEqualTo(5001);
    }
  }

  @Test
  void aDiskThatIsReadOnlyHoldsNobodyUpEither() throws Exception {
    var log = folder.resolve("state/log");
    var through = folder.resolve("through");
    var does = "burst 2000 touch " + through + " wait";
    try (var kept = Serviced.keeping(folder, service("a", does), onSmallDisk(log))) {
      long pid = kept.pid("a");
      Eventually.holds(() -> Files.exists(through));
      in(kept, "mount -o remount,ro " + log);
      Files.delete(through);
      Serviced.signal("KILL", pid);
      long next = kept.another("a", pid);
      Eventually.holds(() -> Files.exists(through));
      in(kept, "mount -o remount,rw " + log + " && rm " + log + "/filler");
      Serviced.signal("KILL", next);
      kept.another("a", next);
      var current = Path.of("/proc/" + holder(kept) + "/root" + log + "/a/current");
      Eventually.holds(() -> Files.readString(current).contains("dropped: Read-only file system"));
    }
  }

  /** In the mount namespace of the holder. */
  private static void in(Serviced kept, String script) throws Exception {
    var words = List.of("nsenter", "--mount", "--target", "" + holder(kept), "sh", "-c", script);
    assertThat(new ProcessBuilder(words).inheritIO().start().waitFor()).as(script).isZero();
  }

  private static List<String> onSmallDisk(Path log) {
    var script = SMALL_DISK.replace("LOG", log.toString());
    return List.of("unshare", "--mount", "sh", "-c", script, "sh", HolderProgram.path());
  }
}
