package vow.agent.control;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * The agent's end of the control socket: Varlink, interface {@code vow.Agent}, for its owner only.
 * Each connection has a virtual thread; a bad message ends its connection and nothing else.
 */
public final class ControlServer implements AutoCloseable {
  /** Most connections at once; further ones wait. */
  static final int MAX_CONNECTIONS = 16;

  private static final String INTERFACE = "vow.Agent";

  /** Answers calls. Called on a connection's thread. */
  public interface Handler {
    /**
     * Answers one call.
     *
     * @param method without the interface's name
     * @throws Refused with what to tell the caller
     */
    Map<String, @Nullable Object> answer(String method, Map<String, @Nullable Object> parameters)
        throws Refused;

    /** The interface's description in Varlink's notation. */
    String description();
  }

  /** A call that was understood and cannot be done. */
  public static final class Refused extends Exception {
    private static final long serialVersionUID = 1;

    /** With a sentence for the user. */
    public Refused(String message) {
      super(message);
    }
  }

  private final Path path;
  private final ServerSocketChannel server;
  private final Handler handler;
  private final Semaphore places = new Semaphore(MAX_CONNECTIONS);

  private ControlServer(Path path, ServerSocketChannel server, Handler handler) {
    this.path = path;
    this.server = server;
    this.handler = handler;
  }

  /** Listens at a path, in place of a socket that a dead agent left. */
  public static ControlServer listen(Path path, Handler handler) throws IOException {
    Files.deleteIfExists(path);
    var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    // The socket is made in a folder that only the owner can enter, then shown.
    var hidden = Files.createTempDirectory(path.getParent(), ".control");
    var temporary = hidden.resolve("s");
    server.bind(UnixDomainSocketAddress.of(temporary));
    Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString("rw-------"));
    Files.move(temporary, path);
    Files.delete(hidden);
    var control = new ControlServer(path, server, handler);
    Thread.ofVirtual().name("control").start(control::accept);
    return control;
  }

  @Override
  public void close() throws IOException {
    server.close();
    Files.deleteIfExists(path);
  }

  private void accept() {
    try {
      while (server.isOpen()) {
        places.acquire();
        var connection = server.accept();
        Thread.ofVirtual().name("control-connection").start(() -> serve(connection));
      }
    } catch (ClosedChannelException _) {
      return; // the agent stops
    } catch (IOException | InterruptedException e) {
      System.getLogger("vow").log(System.Logger.Level.WARNING, "control socket: " + e.getMessage());
    }
  }

  private void serve(SocketChannel connection) {
    try (connection) {
      var in = new BufferedInputStream(Channels.newInputStream(connection));
      for (var message = Varlink.readMessage(in);
          message.isPresent();
          message = Varlink.readMessage(in)) {
        var reply = ByteBuffer.wrap(Varlink.encode(answer(message.get())));
        while (reply.hasRemaining()) {
          connection.write(reply);
        }
      }
    } catch (IOException _) {
      return; // the caller went away
    } finally {
      places.release();
    }
  }

  private Map<String, ? extends @Nullable Object> answer(String message) {
    var call = Varlink.call(message);
    if (call.isEmpty()) {
      return Varlink.error(
          "org.varlink.service.InvalidParameter", Map.of("parameter", "the message is no call"));
    }
    var method = call.get().method();
    if (method.equals("org.varlink.service.GetInfo")) {
      return Varlink.reply(
          Map.of(
              "vendor",
              "vow",
              "product",
              "vow",
              "version",
              "0.1.0",
              "url",
              "",
              "interfaces",
              List.of("org.varlink.service", INTERFACE)));
    }
    if (method.equals("org.varlink.service.GetInterfaceDescription")) {
      return Varlink.reply(Map.of("description", handler.description()));
    }
    if (!method.startsWith(INTERFACE + ".")) {
      return Varlink.error("org.varlink.service.MethodNotFound", Map.of("method", method));
    }
    try {
      var name = method.substring(INTERFACE.length() + 1);
      return Varlink.reply(handler.answer(name, call.get().parameters()));
    } catch (Refused e) {
      return Varlink.error(
          INTERFACE + ".Refused", Map.of("message", String.valueOf(e.getMessage())));
    }
  }
}
