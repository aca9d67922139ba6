package vow.agent.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static vow.agent.watch.PathEvent.Change.APPEARED;
import static vow.agent.watch.PathEvent.Change.CONTENT;
import static vow.agent.watch.PathEvent.Change.METADATA;
import static vow.agent.watch.PathEvent.Change.VANISHED;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import vow.model.Watch;

/** Symbolic links, mounts, other roots and the kernel's own file systems. */
class PlacesTest {
  @TempDir Path folder;

  @BeforeEach
  void fill() throws Exception {
    Scene.write(folder.resolve("one/kept"), "right\n");
    Scene.write(folder.resolve("two/kept"), "other\n");
  }

  @ParameterizedTest
  @EnumSource
  void throughALink(Mechanism mechanism) throws Exception {
    Files.createSymbolicLink(folder.resolve("link"), Path.of("one"));
    try (var scene = new Scene(folder, mechanism).watching("link/kept")) {
      var kept = scene.path("link/kept");

      Told.only(scene.after("echo x > one/kept"), kept, CONTENT, true);
      Told.only(scene.after("chmod 600 link/kept"), kept, METADATA, true);
      Told.only(scene.after("mv one away"), kept, VANISHED, true);
      Told.only(scene.after("mv away one"), kept, APPEARED, true);
      assertThat(scene.after("echo x > two/kept")).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void swappedLink(Mechanism mechanism) throws Exception {
    Files.createSymbolicLink(folder.resolve("link"), Path.of("one"));
    try (var scene = new Scene(folder, mechanism).watching("link/kept")) {
      var kept = scene.path("link/kept");

      Told.only(scene.after("ln -sfn two link"), kept, APPEARED, true);
      Told.only(scene.after("echo x > two/kept"), kept, CONTENT, true);
      assertThat(scene.after("echo x > one/kept")).isEmpty();
      Told.only(scene.after("ln -s one new; mv -T new link"), kept, APPEARED, true);
      Told.only(scene.after("echo x > one/kept"), kept, CONTENT, true);
      Told.only(scene.after("rm link"), kept, VANISHED, true);
      Told.only(scene.after("ln -s two link"), kept, APPEARED, true);
      Told.only(scene.after("rm link; cp -r one link"), kept, APPEARED, false);
    }
  }

  @ParameterizedTest
  @EnumSource
  void chainsAndLoops(Mechanism mechanism) throws Exception {
    Files.createSymbolicLink(folder.resolve("a"), Path.of(folder + "/b/../b"));
    Files.createSymbolicLink(folder.resolve("b"), Path.of("./c"));
    Files.createSymbolicLink(folder.resolve("c"), Path.of("one"));
    Files.createSymbolicLink(folder.resolve("loop"), Path.of("loop"));
    try (var scene = new Scene(folder, mechanism).watching("a/kept", "loop/kept")) {
      var kept = scene.path("a/kept");

      Told.only(scene.after("echo x > one/kept"), kept, CONTENT, true);
      Told.only(scene.after("ln -sfn two c"), kept, APPEARED, true);
      Told.only(scene.after("rm loop; ln -s two loop"), scene.path("loop/kept"), APPEARED, true);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aDanglingLinkOnTheWay(Mechanism mechanism) throws Exception {
    Files.createSymbolicLink(folder.resolve("link"), Path.of("later/deep"));
    try (var scene = new Scene(folder, mechanism).watching("link/kept")) {
      var kept = scene.path("link/kept");

      Told.only(scene.after("mkdir later"), kept, VANISHED, true);
      Told.only(scene.after("mkdir later/deep"), kept, VANISHED, true);
      assertThat(scene.after("echo x > later/deep/other")).isEmpty();
      Told.only(scene.after("echo x > later/deep/kept"), kept, APPEARED, true);
      Told.only(scene.after("rm later/deep/kept"), kept, VANISHED, true);
      assertThat(scene.after("rm -r later")).as("it cannot be made any better").isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void theLinkItselfIsWhatIsKept(Mechanism mechanism) throws Exception {
    Files.createSymbolicLink(folder.resolve("link"), Path.of("one/kept"));
    try (var scene = new Scene(folder, mechanism).watching("link")) {
      assertThat(scene.after("echo x > one/kept; rm one/kept")).isEmpty();
      Told.only(scene.after("ln -sf two/kept link"), scene.path("link"), APPEARED, true);
      Told.only(scene.after("touch -h link"), scene.path("link"), METADATA, true);
      Told.only(scene.after("rm link; echo x > link"), scene.path("link"), APPEARED, true);
      Told.only(scene.after("echo y > link"), scene.path("link"), CONTENT, true);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aFileInTheWay(Mechanism mechanism) {
    try (var scene = new Scene(folder, mechanism).watching("one/kept/below")) {
      var below = scene.path("one/kept/below");

      assertThat(scene.after("echo x > one/kept")).isEmpty();
      Told.only(scene.after("rm one/kept"), below, VANISHED, true);
      Told.only(scene.after("mkdir one/kept"), below, VANISHED, true);
      Told.only(scene.after("echo x > one/kept/below"), below, APPEARED, true);
    }
  }

  @ParameterizedTest
  @EnumSource
  void belowAnotherRoot(Mechanism mechanism) throws Exception {
    var tree = Files.createDirectories(folder.resolve("tree"));
    Scene.write(tree.resolve("srv/real/kept"), "right\n");
    Scene.write(tree.resolve("top"), "right\n");
    Files.createSymbolicLink(tree.resolve("etc"), Path.of("/srv/real"));
    Files.createSymbolicLink(tree.resolve("up"), Path.of("../../../srv/real"));
    try (var scene = new Scene(folder, tree.toString(), mechanism)) {
      scene
          .watching(Watch.self("/etc/kept"))
          .watching(Watch.self("/top"))
          .watching(Watch.self("/none/yet"));

      Told.only(scene.after("echo x > tree/srv/real/kept"), "/etc/kept", CONTENT, true);
      Told.only(scene.after("chmod 600 tree/top"), "/top", METADATA, true);
      Told.only(scene.after("mkdir tree/none; echo > tree/none/yet"), "/none/yet", APPEARED, false);
      scene.watching(Watch.self("/up/kept"));
      assertThat(scene.after("chmod 600 tree/srv/real/kept"))
          .extracting(PathEvent::path)
          .containsExactlyInAnyOrder("/etc/kept", "/up/kept");
      assertThat(scene.after("mv tree gone; mkdir -p tree/srv/real; echo > tree/top"))
          .extracting(PathEvent::path)
          .contains("/etc/kept", "/top", "/none/yet");
    }
  }

  @ParameterizedTest
  @EnumSource
  @Tag("root")
  void bindMountOver(Mechanism mechanism) {
    try (var scene = new Scene(folder, mechanism).watching("one/kept")) {
      var kept = scene.path("one/kept");
      try {
        scene.run("mount --bind two/kept one/kept");
        scene.awaitWakeup();
        Told.only(scene.watcher.drain(), kept, APPEARED, true);
        Told.only(scene.after("echo x > two/kept"), kept, CONTENT, true);
        Told.only(scene.after("umount one/kept"), kept, APPEARED, true);
        Told.only(scene.after("mount --bind two one"), kept, APPEARED, true);
        Told.only(scene.after("chmod 600 two/kept"), kept, METADATA, true);
        Told.only(scene.after("mount -t tmpfs none one"), kept, VANISHED, true);
        Told.only(scene.after("echo x > one/kept"), kept, APPEARED, true);
        Told.only(scene.after("umount one"), kept, APPEARED, true);
      } finally {
        scene.run("umount -l one 2>/dev/null || true; umount -l one/kept 2>/dev/null || true");
      }
      scene.heard();
      Told.only(scene.after("echo x > one/kept"), kept, CONTENT, true);
    }
  }

  @ParameterizedTest
  @EnumSource
  @Tag("root")
  void settingsOfTheKernel(Mechanism mechanism) {
    var sysctl = "/proc/sys/vm/stat_interval";
    var device = "/sys/class/net/lo/ifalias";
    try (var scene = new Scene(folder, mechanism)) {
      scene.watching(Watch.self(sysctl)).watching(vow.model.Watch.self(device));

      Told.only(
          scene.after("cat " + sysctl + " > saved; cat saved > " + sysctl), sysctl, CONTENT, true);
      Told.only(scene.after("echo vow > " + device), device, CONTENT, true);
      Told.only(scene.after("echo > " + device), device, CONTENT, true);
    }
  }
}
