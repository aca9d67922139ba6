package vow.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a listener was bound to is known by its descriptor, also when it was shown elsewhere since.
 */
class UnixListenerTest {
  private static final String NAME = "listener";

  @TempDir private Path folder;

  @Test
  void isKnownByItsName() throws Exception {
    try (var listener = UnixListener.at(folder.resolve(NAME).toString())) {
      Files.move(folder.resolve(NAME), folder.resolve("shown"));

      assertThat(UnixListener.isNamed(listener.fd(), NAME)).isTrue();
      assertThat(UnixListener.isNamed(listener.fd(), "shown")).isFalse();
      assertThat(UnixListener.isNamed(listener.fd(), "ener")).isFalse();
    }
  }

  @Test
  void isKnownWhereThePathIsLong() throws Exception {
    var deep =
        Files.createDirectories(folder.resolve("long".repeat(20)).resolve("long".repeat(20)));
    try (var listener = UnixListener.at(deep.resolve(NAME).toString())) {
      assertThat(UnixListener.isNamed(listener.fd(), NAME)).isTrue();
    }
  }

  @Test
  void nothingElseIsTakenForIt() throws Exception {
    try (var directory = Directory.open(folder.toString());
        var server = ServerSocketChannel.open()) {
      server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      assertThat(UnixListener.isNamed(directory.fd(), NAME)).isFalse();
      assertThat(sockets()).isNotEmpty();
      for (int number : sockets()) {
        assertThat(UnixListener.isNamed(new Fd(number), NAME)).isFalse();
      }
    }
    assertThat(UnixListener.isNamed(new Fd(99_999), NAME)).isFalse();
  }

  /** The sockets that this process has, whoever made them. */
  private static int[] sockets() throws Exception {
    try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
      return open.filter(UnixListenerTest::isSocket)
          .mapToInt(path -> Integer.parseInt(path.getFileName().toString()))
          .toArray();
    }
  }

  private static boolean isSocket(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor).toString().startsWith("socket:");
    } catch (IOException _) {
      return false; // the one that lists the folder
    }
  }
}
