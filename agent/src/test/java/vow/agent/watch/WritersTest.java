package vow.agent.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vow.linux.PidFd;
import vow.linux.Spawn;
import vow.model.Writer;

/** Who wrote: told by fanotify, looked up in /proc. */
class WritersTest {
  @TempDir Path folder;

  @Test
  @Tag("root")
  void ourOwnWritesAreNotTold() throws Exception {
    Scene.write(folder.resolve("kept"), "right\n");
    try (var scene = new Scene(folder, Mechanism.BEST).watching("kept", "deep/new")) {
      Files.writeString(folder.resolve("kept"), "ours\n");
      Files.writeString(folder.resolve(".kept.vow~"), "ours\n");
      Files.move(
          folder.resolve(".kept.vow~"),
          folder.resolve("kept"),
          StandardCopyOption.REPLACE_EXISTING);
      Scene.write(folder.resolve("deep/new"), "ours\n");
      assertThat(scene.heard()).isEmpty();

      assertThat(scene.after("echo x > kept; echo x > deep/new"))
          .extracting(PathEvent::path)
          .containsOnly(scene.path("kept"), scene.path("deep/new"));
    }
  }

  @Test
  @Tag("root")
  void aWriterThatIsStillThereIsKnownWhole() throws Exception {
    Scene.write(folder.resolve("kept"), "right\n");
    try (var scene = new Scene(folder, Mechanism.BEST).watching("kept");
        var writer =
            Spawn.of(List.of("sh", "-c", "echo x > kept; exec sleep 1000"))
                .in(folder.toString())
                .as(0, 0, List.of())
                .start()) {
      try {
        scene.awaitWakeup();
        var by = scene.heard().getLast().by().orElseThrow();

        assertThat(by.pid()).isEqualTo(writer.pid());
        assertThat(by.exe()).startsWith("/");
        assertThat(by.comm()).isIn("sh", "dash", "sleep");
        assertThat(by.uid()).isZero();
        assertThat(by.parent()).isEqualTo((int) ProcessHandle.current().pid());
        assertThat(by.cgroup()).startsWith("/");
      } finally {
        writer.signal(PidFd.SIGKILL);
        writer.await();
      }
    }
  }

  @Test
  void inotifyDoesNotTell() throws Exception {
    Scene.write(folder.resolve("kept"), "right\n");
    try (var scene = new Scene(folder, Mechanism.INOTIFY).watching("kept")) {
      assertThat(scene.after("echo x > kept")).allMatch(event -> event.by().isEmpty());
    }
  }

  @Test
  void aWriterIsReadFromProc() throws Exception {
    Files.createDirectories(folder.resolve("42"));
    Files.createSymbolicLink(folder.resolve("42/exe"), Path.of("vim.basic"));
    Scene.write(
        folder.resolve("42/status"),
        "Name:\tvim x\nUmask:\t0022\nPPid:\t41\nUid:\t1000\t0\t0\t0\nGid:\t7\t7\t7\t7\n");
    Scene.write(folder.resolve("42/loginuid"), "1000");
    Scene.write(folder.resolve("42/cgroup"), "1:name=systemd:/old\n0::/user.slice/a\n");
    Scene.write(folder.resolve("42/stat"), "42 (vim) x) S 41 42 42 34819 42 0 0\n");

    assertThat(new WriterLookup(folder.toString()).find(42))
        .isEqualTo(
            new Writer(42, "vim.basic", "vim x", 0, 1000, "/user.slice/a", 41, "/dev/pts/3"));
  }

  @Test
  void aDaemonHasNoLoginAndNoTerminal() throws Exception {
    Scene.write(folder.resolve("42/status"), "Name:\tcron\nPPid:\t1\nUid:\t0\t0\t0\t0\n");
    Scene.write(folder.resolve("42/loginuid"), "4294967295");
    Scene.write(folder.resolve("42/cgroup"), "5:cpu:/cron\n");
    Scene.write(folder.resolve("42/stat"), "42 (cron) S 1 42 42 0 -1 0 0\n");

    assertThat(new WriterLookup(folder.toString()).find(42))
        .isEqualTo(new Writer(42, null, "cron", 0, null, "/cron", 1, null));
  }

  @Test
  void aWriterThatHasGoneIsANumber() {
    assertThat(new WriterLookup(folder.toString()).find(43)).isEqualTo(Writer.gone(43));
  }
}
