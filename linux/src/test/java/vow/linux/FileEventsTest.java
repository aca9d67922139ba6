package vow.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Inotify and fanotify as the kernel gives them. */
class FileEventsTest {
  private static final long BOUND_MS = 10_000;

  @Test
  void inotifyTellsNameAndMask(@TempDir Path folder) throws Exception {
    try (var inotify = new Inotify()) {
      int watch =
          inotify.watch(folder.toString(), Inotify.CLOSE_WRITE | Inotify.ATTRIB).orElseThrow();

      Files.writeString(folder.resolve("größe"), "x");
      Files.setLastModifiedTime(folder, FileTime.fromMillis(1));

      var events = new ArrayList<Inotify.Event>();
      assertThat(Poll.readable(inotify.fd(), BOUND_MS)).isTrue();
      assertThat(inotify.drain(events::add)).isEqualTo(2);
      assertThat(events)
          .containsExactly(
              new Inotify.Event(watch, Inotify.CLOSE_WRITE, "größe"),
              new Inotify.Event(watch, Inotify.ATTRIB | Inotify.IS_DIRECTORY, ""));
      assertThat(inotify.drain(events::add)).isZero();
    }
  }

  @Test
  void inotifyWatchesTheSymlinkItself(@TempDir Path folder) throws Exception {
    Files.createSymbolicLink(folder.resolve("link"), Path.of("nowhere"));
    try (var inotify = new Inotify()) {
      assertThat(inotify.watch(folder.resolve("link").toString(), Inotify.ATTRIB)).isPresent();
      assertThat(inotify.watch(folder.resolve("none").toString(), Inotify.ATTRIB)).isEmpty();
    }
  }

  @Test
  @Tag("root")
  void fanotifyTellsHandleNameAndWriter(@TempDir Path folder) throws Exception {
    try (var fanotify = Fanotify.open().orElseThrow();
        var directory = Directory.open(folder.toString())) {
      var mask = Fanotify.CLOSE_WRITE | Fanotify.CREATE | Fanotify.ON_CHILD;
      assertThat(fanotify.mark(directory.fd(), mask)).isEmpty();

      Files.writeString(folder.resolve("a"), "x");

      var events = new ArrayList<Fanotify.Event>();
      assertThat(Poll.readable(fanotify.fd(), BOUND_MS)).isTrue();
      fanotify.drain(events::add);
      var handle = FileHandle.find(directory.fd()).orElseThrow();
      assertThat(events)
          .allSatisfy(event -> {
            assertThat(event.directory()).isEqualTo(handle);
            assertThat(event.name()).isEqualTo("a");
            assertThat(event.pid()).isEqualTo((int) ProcessHandle.current().pid());
            assertThat(event.pidfd()).isEqualTo(-1);
          });
      assertThat(events.stream().mapToLong(Fanotify.Event::mask).reduce(0, (a, b) -> a | b))
          .isEqualTo(Fanotify.CLOSE_WRITE | Fanotify.CREATE);
    }
  }

  @Test
  @Tag("root")
  void fanotifyTellsTheInodeOfAMarkedFile(@TempDir Path folder) throws Exception {
    var file = Files.writeString(folder.resolve("a"), "x");
    var elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
    Files.createLink(elsewhere.resolve("b"), file);
    try (var fanotify = Fanotify.openWithPidFd().orElseThrow();
        var open = Root.open("/").find(file.toString(), false).orElseThrow()) {
      assertThat(fanotify.mark(open, Fanotify.CLOSE_WRITE)).isEmpty();

      Files.writeString(elsewhere.resolve("b"), "y");

      var events = new ArrayList<Fanotify.Event>();
      assertThat(Poll.readable(fanotify.fd(), BOUND_MS)).isTrue();
      fanotify.drain(events::add);
      assertThat(events).hasSize(1);
      var event = events.getFirst();
      assertThat(event.self()).isEqualTo(FileHandle.find(open).orElseThrow());
      assertThat(event.name()).isEqualTo("b");
      try (var pidfd = new Fd(event.pidfd())) {
        assertThat(pidfd.isOpen()).isTrue();
      }
      assertThat(fanotify.unmark(open, Fanotify.CLOSE_WRITE)).isEmpty();
      Files.writeString(elsewhere.resolve("b"), "z");
      assertThat(Poll.readable(fanotify.fd(), 0)).isFalse();
    }
  }

  @Test
  void fileSystemsAreToldApart(@TempDir Path folder) {
    assertThat(FileSystem.find("/proc").orElseThrow().kind()).isEqualTo(FileSystem.Kind.KERNEL);
    assertThat(FileSystem.find("/sys").orElseThrow().typeName()).isEqualTo("sysfs");
    assertThat(FileSystem.find(folder.toString()).orElseThrow().kind())
        .isEqualTo(FileSystem.Kind.LOCAL);
    assertThat(FileSystem.find(folder + "/none")).isEmpty();
  }

  @Test
  void aLinkIsOnItsOwnFileSystemWhereverItLeads(@TempDir Path folder) throws Exception {
    var here = FileSystem.find(folder.toString()).orElseThrow();
    var away = Files.createSymbolicLink(folder.resolve("away"), Path.of("/proc"));
    var loop = Files.createSymbolicLink(folder.resolve("loop"), Path.of("loop"));

    assertThat(FileSystem.find(away.toString()).map(FileSystem::fsid)).contains(here.fsid());
    assertThat(FileSystem.find(loop.toString()).map(FileSystem::fsid)).contains(here.fsid());
  }
}
