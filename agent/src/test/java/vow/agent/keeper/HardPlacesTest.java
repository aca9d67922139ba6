package vow.agent.keeper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vow.model.kind.Kind;

/** What the system refuses, and what is not a plain file on a plain disk. */
@Tag("root")
final class HardPlacesTest {
  private static final Kind MOTD = Scene.file("path", "/etc/motd", "content", "hello\n");

  @TempDir Path folder;
  private final Deque<String[]> afterwards = new ArrayDeque<>();
  private Scene scene;

  @BeforeEach
  void open() throws IOException {
    scene = new Scene(folder);
  }

  @AfterEach
  void close() throws Exception {
    scene.close();
    for (var command : afterwards) {
      run(command);
    }
  }

  @Test
  void tellsThatTheDiskIsFullAndLeavesTheOldFile() throws Exception {
    Files.createDirectories(scene.at("/full"));
    mount("-t", "tmpfs", "-o", "size=64k", "none", scene.at("/full").toString());
    scene.write("/full/x", "old\n");
    var kind = Scene.file("path", "/full/x", "content", "n".repeat(200_000));

    assertThat(scene.failure(kind)).isEqualTo("unable to write /full/x: no space left on device");
    assertThat(scene.read("/full/x")).isEqualTo("old\n");
    assertThat(scene.at("/full").toFile().list()).containsExactly("x");
    scene.keep(MOTD);
  }

  @Test
  void tellsThatAFileSystemIsReadOnly() throws Exception {
    Files.createDirectories(scene.at("/ro"));
    mount("-t", "tmpfs", "-o", "ro", "none", scene.at("/ro").toString());

    assertThat(scene.failure(Scene.file("path", "/ro/x", "content", "x")))
        .isEqualTo("unable to write /ro/x: read-only file system");
    assertThat(scene.failure(Scene.kind("directory", "path", "/ro/a/b")))
        .isEqualTo("unable to make the folder /ro/a: read-only file system");
  }

  @Test
  void tellsThatAFileIsImmutable() throws Exception {
    scene.write("/etc/motd", "old\n");
    var path = scene.at("/etc/motd").toString();
    assumeTrue(run("chattr", "+i", path) == 0, "this file system has no immutable files");
    afterwards.push(new String[] {"chattr", "-i", path});

    assertThat(scene.failure(MOTD))
        .isEqualTo("unable to write /etc/motd: it is immutable (chattr +i)");
    assertThat(scene.failure(Scene.file("path", "/etc/motd", "mode", "0600")))
        .isEqualTo("unable to change the mode of /etc/motd: it is immutable (chattr +i)");
    assertThat(scene.failure(Scene.file("path", "/etc/motd", "absent", true)))
        .isEqualTo("unable to remove /etc/motd: it is immutable (chattr +i)");
    assertThat(scene.at("/etc").toFile().list()).containsExactly("motd");
  }

  @Test
  void tellsThatAFolderIsImmutable() throws Exception {
    var path = scene.at("/etc").toString();
    assumeTrue(run("chattr", "+i", path) == 0, "this file system has no immutable files");
    afterwards.push(new String[] {"chattr", "-i", path});

    assertThat(scene.failure(MOTD))
        .isEqualTo("unable to write /etc/motd: its folder is immutable (chattr +i)");
  }

  @Test
  void writesABoundFileInPlaceAndSaysSo() throws Exception {
    scene.write("/etc/motd", "");
    var other = Files.writeString(folder.resolve("other"), "old and longer\n");
    mount("--bind", other.toString(), scene.at("/etc/motd").toString());
    var kind = Scene.file("path", "/etc/motd", "content", "hello\n", "mode", "0600");

    var done = scene.keep(kind);

    assertThat(done.note()).isEqualTo("written in place: it is a mount point");
    assertThat(Files.readString(other)).isEqualTo("hello\n");
    assertThat(scene.mode("/etc/motd")).isEqualTo("rw-------");
    assertThat(scene.at("/etc").toFile().list()).containsExactly("motd");
    scene.undo(kind, done);
    assertThat(Files.readString(other)).isEqualTo("old and longer\n");
  }

  @Test
  void opensNeitherFifoNorDeviceNorSocket() throws Exception {
    run("mkfifo", scene.at("/etc/fifo").toString());
    run("mknod", scene.at("/etc/device").toString(), "c", "1", "3");
    try (var socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      socket.bind(UnixDomainSocketAddress.of(scene.at("/etc/socket")));

      assertThat(scene.refusal(Scene.file("path", "/etc/fifo", "content", "x", "force", true)))
          .isEqualTo("unable to write /etc/fifo: a fifo is in the way");
      assertThat(scene.failure(Scene.file("path", "/etc/device", "content", "x")))
          .isEqualTo("unable to write /etc/device: a character device is in the way");
      assertThat(scene.failure(Scene.file("path", "/etc/socket", "absent", true)))
          .isEqualTo("unable to remove /etc/socket: a socket is in the way");
      assertThat(scene.refusal(Scene.kind("link", "path", "/etc/fifo", "target", "x")))
          .isEqualTo("unable to make the link /etc/fifo: a fifo is in the way");
    }
  }

  @Test
  void givesATreeToItsOwnerButForWhatIsPromisedOtherwise() throws Exception {
    scene.write("/srv/app/a/b", "x");
    Files.createSymbolicLink(scene.at("/srv/app/out"), Path.of("nowhere"));
    var kind =
        Scene.kind("directory", "path", "/srv/app", "owner", "1", "group", "2", "recursive", true);

    assertThat(scene.drift(kind).summary())
        .contains("another owner or group on 3 below: /srv/app/a, /srv/app/a/b, /srv/app/out");
    var done = scene.keep(kind);

    assertThat(scene.unix("/srv/app/a/b", "uid")).isEqualTo(1);
    assertThat(scene.unix("/srv/app/out", "gid")).isEqualTo(2);
    scene.undo(kind, done);
    assertThat(scene.unix("/srv/app/a/b", "uid")).isEqualTo(0);
  }

  @Test
  void takesNamesFromTheKeptTreeFirst() throws Exception {
    scene.write("/etc/passwd", "web:x:4242:4243::/:/bin/false\nroot:x:7:7::/:/bin/sh\n");
    var kind = Scene.file("path", "/etc/motd", "content", "x", "owner", "web", "group", "daemon");

    scene.keep(kind);

    assertThat(scene.unix("/etc/motd", "uid")).isEqualTo(4242);
    assertThat(scene.unix("/etc/motd", "gid")).isEqualTo(1);
    assertThat(scene.drift(Scene.file("path", "/etc/motd", "owner", "root")).summary())
        .isEqualTo("owner web instead of root");
  }

  private void mount(String... arguments) throws Exception {
    var command = new String[arguments.length + 1];
    command[0] = "mount";
    System.arraycopy(arguments, 0, command, 1, arguments.length);
    assumeTrue(run(command) == 0, "this process may not mount");
    afterwards.push(new String[] {"umount", arguments[arguments.length - 1]});
  }

  private static int run(String... command) throws Exception {
    return new ProcessBuilder(command).inheritIO().start().waitFor();
  }
}
