package vow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Services under a holder that is replaced, and under one that knows no control groups. */
@Execution(ExecutionMode.CONCURRENT)
class ServiceHolderTest {
  private static final String SLEEPS = "agent {\n  linger = \"300ms\"\n}\n";
  private static final String WITHOUT_GROUPS =
      "for place in $(awk '$3 == \"cgroup2\" { print $2 }' /proc/mounts); do umount -l $place; done;"
          + " exec \"$@\"";

  @TempDir Path folder;

  /** The holder in the folder of a build. */
  private Path lay(String name) throws IOException {
    var built = Files.createDirectories(folder.resolve("built"));
    return Files.copy(Path.of(HolderProgram.path()), built.resolve(name));
  }

  @Test
  void aNewHolderTakesTheServicesOver() throws Exception {
    var holder = lay("holder");
    Files.copy(Path.of(HolderProgram.syscalls()), folder.resolve("built/libvow.so"));
    var options = "JDK_JAVA_OPTIONS=-Xrs -Dvow.syscall=" + folder.resolve("built/libvow.so");
    var policy =
        SLEEPS
            + Serviced.service("a", "say up wait")
            + Serviced.service("b", "say one sleep 100 wait");
    try (var kept = Serviced.keeping(folder, policy, List.of("env", options, holder.toString()))) {
      var runs = Path.of("/proc/" + kept.agent().process().pid() + "/exe");
      long first = kept.pid("a");
      long steady = kept.pid("b");
      Eventually.holds(() -> kept.brain().isEmpty());

      Files.move(lay("next"), holder, StandardCopyOption.ATOMIC_MOVE);
      assertThat(Files.isSameFile(runs, holder)).isFalse();
      Serviced.signal("KILL", first);
      long second = kept.another("a", first);
      Eventually.holds(() -> Files.isSameFile(runs, holder));
      Eventually.holds(() -> kept.brain().isEmpty());
      Serviced.signal("KILL", second);
      kept.another("a", second);

      assertThat(kept.number("a", "run")).isEqualTo(3);
      assertThat(kept.pid("b")).isEqualTo(steady);
      assertThat(Serviced.lives(steady)).isTrue();
      assertThat(kept.number("b", "run")).isEqualTo(1);
      Eventually.holds(() -> kept.log("a").equals(List.of("up", "up", "up")));
    }
  }

  @Test
  @Tag("root")
  void withoutControlGroupsTheProcessGroupDies() throws Exception {
    var orphan = folder.resolve("orphan");
    var under =
        List.of("unshare", "--mount", "sh", "-c", WITHOUT_GROUPS, "sh", HolderProgram.path());
    var policy = Serviced.service("s", "mate " + orphan + " wait");
    try (var kept = Serviced.keeping(folder, policy, under)) {
      long child = told(orphan);
      long pid = kept.pid("s");

      Serviced.signal("KILL", pid);
      kept.another("s", pid);

      Eventually.holds(() -> !Serviced.lives(child));
      Serviced.signal("KILL", told(orphan)); // that of the next run
    }
  }

  /** The number that comes in a file, which goes. */
  private static long told(Path file) throws Exception {
    Eventually.holds(() -> Files.exists(file) && Files.size(file) > 1);
    long number = Long.parseLong(Files.readString(file).strip());
    Files.delete(file);
    return number;
  }
}
