package vow.agent.keeper;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vow.linux.Errno;
import vow.linux.LinuxException;
import vow.model.Assessment;
import vow.model.Change;
import vow.model.Repair;
import vow.model.kind.Exec;

/** What holds of a repair of any kind. */
final class KeepingTest {
  @TempDir Path folder;

  @Test
  void isMadeAgainWhenItsFolderVanishesMeanwhile() throws IOException {
    try (var scene = new Scene(folder)) {
      scene.write("/etc/vow.d/other", "gone in a moment\n");
      var hasGone = folder.resolve("has-gone");
      var parent = scene.root.resolve("etc/vow.d");
      var vanish =
          "[ -e " + hasGone + " ] || { touch " + hasGone + "; rm -r " + parent + "; }; : %s";
      var file = Scene.file("path", "/etc/vow.d/motd", "content", "hello\n", "validate", vanish);

      scene.drift(file);
      scene.keep(file);

      assertThat(hasGone).exists();
      assertThat(scene.read("/etc/vow.d/motd")).isEqualTo("hello\n");
    }
  }

  @Test
  void failsWhenItsFolderVanishesEachTime() throws IOException {
    try (var scene = new Scene(folder)) {
      scene.write("/etc/vow.d/other", "gone in a moment\n");
      var tries = folder.resolve("tries");
      var parent = scene.root.resolve("etc/vow.d");
      var vanish = "echo >> " + tries + "; rm -r " + parent + "; : %s";
      var file = Scene.file("path", "/etc/vow.d/motd", "content", "hello\n", "validate", vanish);

      assertThat(scene.failure(file))
          .isEqualTo("unable to write /etc/vow.d/motd: no such file or directory");
      assertThat(Files.readAllLines(tries)).hasSize(3);
      assertThat(parent).doesNotExist();
    }
  }

  @Test
  void asksOnceWhatHasNoPath() throws IOException {
    try (var scene = new Scene(folder)) {
      var tries = new AtomicInteger();
      var exec = (Exec) Scene.kind("exec", "run", "true");
      Keeper<Exec> keeper =
          new Keeper<>() {
            @Override
            public Assessment assess(Exec kind, Site site) {
              return Assessment.kept();
            }

            @Override
            public Repair repair(Exec kind, Change change, Site site) {
              tries.incrementAndGet();
              throw new LinuxException("start", Errno.ENOENT, "true");
            }
          };

      var repair = new Keeping<>(exec, keeper).repair(Change.of("is to run"), scene.site());

      assertThat(repair).isInstanceOf(Repair.Undone.class);
      assertThat(tries).hasValue(1);
    }
  }
}
