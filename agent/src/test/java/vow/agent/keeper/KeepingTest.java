package vow.agent.keeper;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
}
