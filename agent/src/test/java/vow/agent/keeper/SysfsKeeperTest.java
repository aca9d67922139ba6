package vow.agent.keeper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vow.linux.ProcFile;
import vow.model.Assessment;
import vow.model.Outcome;
import vow.model.Repair;
import vow.model.Undo;
import vow.model.kind.Kind;
import vow.model.kind.Sysfs;

/** Attributes of the device tree: nothing under --root, and real ones as root. */
final class SysfsKeeperTest {
  private static final String CHOICE = "/sys/kernel/mm/transparent_hugepage/enabled";
  private static final String NUMBER =
      "/sys/kernel/mm/transparent_hugepage/khugepaged/pages_to_scan";

  @TempDir Path folder;

  @Test
  void underRootTouchesNothing() throws IOException {
    try (var scene = new Scene(folder)) {
      scene.write(NUMBER, "1\n");

      var answer = scene.assess(sysfs(NUMBER, "2"));

      assertThat(answer)
          .isEqualTo(new Assessment.Kept("under --root nothing below /sys is touched"));
    }
  }

  @Test
  void readsTheChosenWordAndSpaceAsOne() {
    var kind = (Sysfs) sysfs(CHOICE, "madvise");

    assertThat(kind.value("always [madvise] never\n")).isEqualTo("madvise");
    assertThat(kind.value("[always] madvise never\n")).isEqualTo("always");
    assertThat(kind.value("  madvise \n")).isEqualTo("madvise");
    assertThat(((Sysfs) sysfs(CHOICE, "1  2\t3")).value("1\t2   3\n")).isEqualTo("1 2 3");
  }

  @Test
  void isOnlyForWhatIsBelowSys() {
    for (var path : List.of("/etc/motd", "/sys/../etc/motd", "/sys")) {
      assertThatThrownBy(() -> sysfs(path, "1")).hasMessageContaining("is not below /sys");
    }
  }

  @Test
  void anAttributeThatTheKernelLacksIsAClearFailure() {
    try (var scene = Scene.ofSystem(folder)) {
      assertThat(scene.refusal(sysfs("/sys/kernel/no_such", "1")))
          .isEqualTo("this kernel has no attribute /sys/kernel/no_such");
      assertThat(scene.refusal(sysfs("/sys/kernel", "1")))
          .isEqualTo("this kernel has no attribute /sys/kernel");
      assertThat(scene.failure(sysfs("/sys/kernel/no_such", "1")))
          .isEqualTo("this kernel has no attribute /sys/kernel/no_such");
    }
  }

  @Test
  void isDeniedToWhoIsNotRoot() {
    try (var scene = Scene.ofSystem(folder)) {
      scene.unprivileged();

      assertThat(scene.assess(sysfs(CHOICE, "other")))
          .isEqualTo(new Assessment.Unkeepable(Outcome.DENIED, "only root may set " + CHOICE));
    }
  }

  @Test
  @Tag("root")
  void setsTheValueAndUndoesIt() throws IOException {
    var before = now(NUMBER);
    var other = before.equals("4242") ? "4243" : "4242";
    try (var scene = Scene.ofSystem(folder)) {
      var kind = sysfs(NUMBER, other);
      assertThat(scene.drift(kind).summary()).isEqualTo("is " + before + " instead of " + other);

      var done = scene.keep(kind);
      assertThat(now(NUMBER)).isEqualTo(other);
      assertThat(scene.undo(kind, done)).isInstanceOf(Repair.Done.class);

      assertThat(now(NUMBER)).isEqualTo(before);
      assertThat(scene.undo(kind, new Repair.Done("", Undo.NOTHING)))
          .isInstanceOf(Repair.Undone.class);
    } finally {
      Files.writeString(Path.of(NUMBER), before);
    }
  }

  @Test
  @Tag("root")
  void tellsThatTheKernelRefusesAValue() {
    try (var scene = Scene.ofSystem(folder)) {
      assertThat(scene.failure(sysfs(CHOICE, "sometimes")))
          .isEqualTo("unable to set " + CHOICE + ": invalid argument");
      assertThat(scene.failure(sysfs("/sys/kernel/vmcoreinfo", "1")))
          .isEqualTo("unable to set /sys/kernel/vmcoreinfo: permission denied");
    }
  }

  private static String now(String path) {
    return ProcFile.read(path).orElseThrow().strip();
  }

  private static Kind sysfs(String path, String value) {
    return Scene.kind("sysfs", "path", path, "value", value);
  }
}
