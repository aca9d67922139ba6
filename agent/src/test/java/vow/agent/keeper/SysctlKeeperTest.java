package vow.agent.keeper;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vow.linux.ProcFile;
import vow.model.Assessment;
import vow.model.kind.Kind;

/** Kernel settings; the running ones only where they are this machine's to change. */
final class SysctlKeeperTest {
  private static final String RUNNING = "/proc/sys/vm/swappiness";

  @TempDir Path folder;

  @Test
  void underRootWritesOnlyTheFile() throws IOException {
    var before = now(RUNNING);
    try (var scene = new Scene(folder)) {
      scene.keep(Scene.kind("sysctl", "key", "vm.swappiness", "value", "7"));

      assertThat(scene.read("/etc/sysctl.d/60-vow-vm.swappiness.conf"))
          .isEqualTo("# made by vow\nvm.swappiness = 7\n");
    }
    assertThat(now(RUNNING)).isEqualTo(before);
  }

  @Test
  void aSettingThatTheKernelLacksIsAClearFailure() {
    try (var scene = Scene.ofSystem(folder)) {
      assertThat(scene.refusal(running("vm.no_such_setting", "1")))
          .isEqualTo("this kernel has no setting vm.no_such_setting");
    }
  }

  @Test
  void whiteSpaceMakesNoDifference() {
    var now = now("/proc/sys/net/ipv4/ip_local_port_range");
    try (var scene = Scene.ofSystem(folder)) {
      var kind = running("net.ipv4.ip_local_port_range", now.replaceAll("\\s+", "   "));

      assertThat(scene.assess(kind)).isInstanceOf(Assessment.Kept.class);
    }
  }

  @Test
  @Tag("root")
  void setsTheRunningValueAndUndoesIt() throws IOException {
    var before = now(RUNNING);
    var other = before.equals("41") ? "42" : "41";
    try (var scene = Scene.ofSystem(folder)) {
      var kind = running("vm.swappiness", other);
      assertThat(scene.drift(kind).summary()).isEqualTo("is " + before + " instead of " + other);

      var done = scene.keep(kind);
      assertThat(now(RUNNING)).isEqualTo(other);
      scene.undo(kind, done);

      assertThat(now(RUNNING)).isEqualTo(before);
    } finally {
      Files.writeString(Path.of(RUNNING), before);
    }
  }

  @Test
  @Tag("root")
  void tellsThatTheKernelRefusesAValue() {
    try (var scene = Scene.ofSystem(folder)) {
      var keeping = Keepers.of(running("vm.swappiness", "many"));

      assertThat(keeping.repair(vow.model.Change.of(""), scene.site()).toString())
          .contains("unable to set /proc/sys/vm/swappiness: invalid argument");
    }
  }

  /** The kernel gives a setting in one read or not at all, which the JDK's readers do not know. */
  private static String now(String path) {
    return ProcFile.read(path).orElseThrow().strip();
  }

  private static Kind running(String key, String value) {
    return Scene.kind("sysctl", "key", key, "value", value, "persist", false);
  }
}
