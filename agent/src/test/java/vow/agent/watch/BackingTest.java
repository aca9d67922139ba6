package vow.agent.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vow.linux.Errno;
import vow.linux.Inotify;
import vow.linux.LinuxException;
import vow.model.Watch;

/** What explain says of a path. */
class BackingTest {
  @TempDir Path folder;

  @BeforeEach
  void fill() throws Exception {
    Scene.write(folder.resolve("sub/kept"), "right\n");
    Files.createSymbolicLink(folder.resolve("link"), Path.of("sub"));
  }

  @Test
  @Tag("root")
  void namesTheMechanism() {
    try (var scene = new Scene(folder, Mechanism.BEST).watching("sub/kept", "link/kept")) {
      var backing = describe(scene, scene.path("sub/kept"));

      assertThat(backing.mechanism()).startsWith("fanotify on " + scene.path("sub/kept") + " (");
      assertThat(backing.blindSpots())
          .containsExactly(
              "a write through a shared memory mapping is seen when the writer unmaps it");
      assertThat(describe(scene, scene.path("link/kept")).mechanism())
          .endsWith(", through the links [" + scene.path("link") + "]");
    }
  }

  @Test
  void saysThatInotifyKnowsNoWriters() {
    try (var scene = new Scene(folder, Mechanism.INOTIFY).watching("sub/kept", "x/y/kept")) {
      assertThat(describe(scene, scene.path("sub/kept")).blindSpots())
          .contains("inotify does not tell who made a change");
      assertThat(describe(scene, scene.path("x/y/kept")).mechanism())
          .startsWith("inotify on " + folder + " (")
          .endsWith(", where x is missing");
    }
  }

  @Test
  void saysWhatTheKernelDoesNotTell() {
    try (var scene = new Scene(folder, Mechanism.BEST)) {
      scene.watching(Watch.self("/proc/sys/kernel/osrelease"));

      var backing = describe(scene, "/proc/sys/kernel/osrelease");

      assertThat(backing.mechanism()).contains("inotify").contains("(proc)");
      assertThat(backing.blindSpots())
          .contains("changes that the kernel itself makes on proc are not told: use every");
    }
  }

  @Test
  void saysWhatATreeMisses() {
    try (var scene = new Scene(folder, Mechanism.BEST)) {
      scene.watching(new Watch(scene.path("sub"), Watch.Scope.TREE));

      assertThat(describe(scene, scene.path("sub")).blindSpots())
          .contains("a write to a file below through a hard link from outside is not seen");
    }
  }

  @Test
  void knowsOnlyWhatIsWatched() {
    try (var scene = new Scene(folder, Mechanism.BEST).watching("sub/kept")) {
      assertThat(scene.watcher.describe(scene.path("sub"))).isEmpty();
    }
  }

  @Test
  void saysWhichLimitIsReachedAndWhatToDo() {
    try (var inotify = new Inotify()) {
      var refusal = new LinuxException("watch", Errno.ENOSPC, "/etc/motd");

      assertThat(new InotifyMarks(inotify).explain(refusal, 8192))
          .matches(
              "unable to watch /etc/motd: 8192 paths are watched already and"
                  + " fs.inotify.max_user_watches is [0-9]+;"
                  + " raise it, for example `sysctl fs.inotify.max_user_watches=524288`");
    }
  }

  private static Backing describe(Scene scene, String path) {
    var backings = scene.watcher.describe(path);
    assertThat(backings).hasSize(1);
    return backings.getFirst();
  }
}
