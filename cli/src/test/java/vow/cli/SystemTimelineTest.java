package vow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The running kernel's settings, kept by an agent of this machine and changed from outside. */
@Tag("root")
class SystemTimelineTest {
  private static final String SWAPPINESS = "/proc/sys/vm/swappiness";
  private static final String RANGE = "/proc/sys/net/ipv4/ip_local_port_range";
  private static final String SCAN = "/sys/kernel/mm/transparent_hugepage/khugepaged/pages_to_scan";

  private static @Nullable RunningAgent agent;
  private static List<String> before = List.of();

  @BeforeAll
  static void keep(@TempDir Path folder) throws Exception {
    before = List.of(now(SWAPPINESS), now(RANGE), now(SCAN));
    agent =
        RunningAgent.ofSystem(
            folder,
            """
            sysctl "vm.swappiness" {
              value = 37
              file  = "%1$s/60-swappiness.conf"
            }
            sysctl "net.ipv4.ip_local_port_range" {
              value   = "  32000   60000 "
              persist = false
            }
            sysctl "vm.no_such_setting" {
              value   = 1
              persist = false
            }
            sysctl "refused" {
              key     = "vm.overcommit_memory"
              value   = "perhaps"
              persist = false
            }
            sysfs "%2$s" { value = 3333 }
            sysfs "/sys/kernel/no_such" { value = 1 }
            """
                .formatted(folder, SCAN));
  }

  @AfterAll
  static void restore() throws IOException {
    if (agent != null) {
      agent.close();
    }
    Files.writeString(Path.of(SWAPPINESS), before.get(0));
    Files.writeString(Path.of(RANGE), before.get(1));
    Files.writeString(Path.of(SCAN), before.get(2));
  }

  @Test
  void driftBySysctlIsRepairedAndTold() throws Exception {
    run("sysctl", "-q", "-w", "vm.swappiness=38");

    var outcome = taken("sysctl[vm.swappiness]", "drift");
    assertThat(outcome.outcome()).isEqualTo("repaired");
    assertThat(outcome.toString()).contains("-vm.swappiness = 38\\n+vm.swappiness = 37");
    assertThat(now(SWAPPINESS)).isEqualTo("37");
    assertThat(agent().rest("sysctl[vm.swappiness]")).isEmpty();
  }

  @Test
  void otherWhiteSpaceIsNoDrift() throws Exception {
    assertThat(now(RANGE)).isEqualTo("32000\t60000");
    agent().rest("sysctl[net.ipv4.ip_local_port_range]");

    run("sysctl", "-q", "-w", "net.ipv4.ip_local_port_range=32000    60000");

    assertThat(agent().rest("sysctl[net.ipv4.ip_local_port_range]"))
        .allMatch(o -> o.outcome().equals("kept"));
  }

  @Test
  void driftOfAnAttributeBelowSysIsRepaired() throws Exception {
    Files.writeString(Path.of(SCAN), "3334\n");

    assertThat(taken("sysfs[" + SCAN + "]", "drift").outcome()).isEqualTo("repaired");
    assertThat(now(SCAN)).isEqualTo("3333");
    assertThat(agent().rest("sysfs[" + SCAN + "]")).isEmpty();
  }

  @Test
  void whatThisKernelLacksOrRefusesIsAClearOutcome() throws Exception {
    assertThat(agent().take("sysctl[vm.no_such_setting]").toString())
        .contains("\"failed\"", "this kernel has no setting vm.no_such_setting");
    assertThat(agent().take("sysctl[vm.overcommit_memory]").toString())
        .contains("\"failed\"", "unable to set /proc/sys/vm/overcommit_memory: invalid argument");
    assertThat(agent().take("sysfs[/sys/kernel/no_such]").toString())
        .contains("\"failed\"", "this kernel has no attribute /sys/kernel/no_such");
  }

  @Test
  void itIsExplainedWhatBacksThem() {
    assertThat(agent().run("explain", "sysfs[" + SCAN + "]").exits(0).out())
        .contains("inotify", "sysfs", "changes that the kernel makes by itself are not told");
  }

  private static RunningAgent.Outcome taken(String id, String cause) throws InterruptedException {
    while (true) {
      var outcome = agent().take(id);
      if (outcome.cause().equals(cause)) {
        return outcome;
      }
    }
  }

  private static RunningAgent agent() {
    return Objects.requireNonNull(agent);
  }

  private static void run(String... command) throws IOException, InterruptedException {
    var process = new ProcessBuilder(command).inheritIO().start();
    assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isZero();
  }

  /** The kernel gives a setting in one read or not at all. */
  private static String now(String path) throws IOException {
    try (var file = Files.newInputStream(Path.of(path))) {
      var bytes = new byte[4096];
      return new String(bytes, 0, Math.max(0, file.read(bytes)), StandardCharsets.UTF_8).strip();
    }
  }
}
