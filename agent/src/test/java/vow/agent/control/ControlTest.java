package vow.agent.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vow.agent.bell.Bells;
import vow.agent.bell.EpollBells;
import vow.agent.bell.Source;

class ControlTest {
  @TempDir private Path runtime;
  private final Bells bells = new EpollBells();
  private ControlServer server;
  private Path socket;
  private volatile boolean open = true;
  private Thread door;

  @BeforeEach
  void listen() throws IOException {
    socket = runtime.resolve("control.sock");
    server =
        ControlServer.listen(
            socket,
            new ControlServer.Handler() {
              @Override
              public Map<String, @Nullable Object> answer(
                  String method, Map<String, @Nullable Object> parameters)
                  throws ControlServer.Refused {
                if (method.equals("Refuse")) {
                  throw new ControlServer.Refused("not today");
                }
                return Map.of("method", method, "got", parameters);
              }

              @Override
              public String description() {
                return "interface vow.Agent";
              }
            });
    bells.onReadable(Source.CALLERS, server.fd());
    door = Thread.ofPlatform().start(this::letIn);
  }

  @AfterEach
  void close() throws Exception {
    open = false;
    bells.ring();
    door.join();
    server.close();
    bells.close();
  }

  private void letIn() {
    while (open) {
      bells.await(Bells.FOREVER);
      server.accept();
    }
  }

  @Test
  void answersACall() throws Exception {
    var reply = ControlClient.call(socket, "Echo", Map.of("a", "b"));

    assertThat(reply).contains(Map.of("method", "Echo", "got", Map.of("a", "b")));
  }

  @Test
  void tellsWhyItRefuses() {
    assertThatThrownBy(() -> ControlClient.call(socket, "Refuse", Map.of()))
        .isInstanceOf(ControlServer.Refused.class)
        .hasMessage("not today");
  }

  @Test
  void isForItsOwnerOnly() throws IOException {
    assertThat(Files.getPosixFilePermissions(socket))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
  }

  @Test
  void nobodyListeningIsNoError() throws Exception {
    assertThat(ControlClient.call(runtime.resolve("none"), "Echo", Map.of())).isEmpty();
  }

  @Test
  void survivesAnyBytes() throws Exception {
    var random = new Random(7);
    for (int i = 0; i < 50; i++) {
      var bytes = new byte[1 + random.nextInt(200)];
      random.nextBytes(bytes);
      try (var connection = SocketChannel.open(StandardProtocolFamily.UNIX)) {
        connection.connect(UnixDomainSocketAddress.of(socket));
        connection.write(ByteBuffer.wrap(bytes));
        connection.write(ByteBuffer.wrap(new byte[] {0}));
      }
    }

    assertThat(ControlClient.call(socket, "Echo", Map.of())).isPresent();
  }
}
