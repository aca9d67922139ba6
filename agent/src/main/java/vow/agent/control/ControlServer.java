package vow.agent.control;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import vow.linux.Fd;
import vow.linux.LinuxException;
import vow.linux.OpenFile;
import vow.linux.UnixListener;

/**
 * The agent's end of a socket: Varlink, interface {@code vow.Agent}, for its owner, or a group too.
 * Each connection has a thread; a bad message ends its connection and nothing else. Callers are let
 * in by whoever sleeps on the listener: {@link #accept}.
 */
public final class ControlServer implements AutoCloseable {
  /** Most connections that are served at once; further ones wait. */
  static final int MAX_CONNECTIONS = 16;

  /** Most callers that wait; further ones are told to come again. */
  private static final int MAX_WAITING = 1_024;

  private static final int IDLE_THREAD_S = 5;
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

  /** What a listener is bound to, in a folder of its own, before it is shown. */
  private static final String NAME = "vow-listener";

  private final Path path;
  private final UnixListener listener;
  private final Handler handler;
  private final AtomicInteger connections = new AtomicInteger();
  private final ThreadPoolExecutor threads =
      new ThreadPoolExecutor(
          MAX_CONNECTIONS,
          MAX_CONNECTIONS,
          IDLE_THREAD_S,
          TimeUnit.SECONDS,
          new LinkedBlockingQueue<>(),
          Thread.ofPlatform().daemon().name("control-", 1).factory());

  private ControlServer(Path path, UnixListener listener, Handler handler) {
    this.path = path;
    this.listener = listener;
    this.handler = handler;
    threads.allowCoreThreadTimeOut(true);
  }

  /**
   * Whether a listener was kept for us there. Any other socket may have the same number: with -Xrs,
   * Java itself listens for tools from the start.
   */
  @SuppressWarnings("exports") // called inside of this module only
  public static boolean isOne(Fd descriptor) {
    return UnixListener.isNamed(descriptor, NAME);
  }

  /** Goes on with a listener that was kept for us. */
  @SuppressWarnings("exports") // called inside of this module only
  public static ControlServer resume(Path path, Fd listener, Handler handler) {
    return new ControlServer(path, new UnixListener(listener), handler);
  }

  /** Listens at a path, in place of a socket that a dead agent left. */
  public static ControlServer listen(Path path, Handler handler) throws IOException {
    return listen(path, handler, OptionalInt.empty());
  }

  /** The same for the members of a group, too. */
  public static ControlServer listen(Path path, Handler handler, int gid) throws IOException {
    return listen(path, handler, OptionalInt.of(gid));
  }

  private static ControlServer listen(Path path, Handler handler, OptionalInt gid)
      throws IOException {
    Files.deleteIfExists(path);
    // The socket is made in a folder that only the owner can enter, then shown.
    var hidden = Files.createTempDirectory(path.getParent(), ".control");
    var temporary = hidden.resolve(NAME);
    var listener = UnixListener.at(temporary.toString());
    var mode = gid.isPresent() ? "rw-rw----" : "rw-------";
    if (gid.isPresent()) {
      Files.setAttribute(temporary, "unix:gid", gid.getAsInt());
    }
    Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString(mode));
    Files.move(temporary, path);
    Files.delete(hidden);
    return new ControlServer(path, listener, handler);
  }

  /** What becomes readable when callers wait for {@link #accept}. */
  @SuppressWarnings("exports") // called inside of this module only
  public Fd fd() {
    return listener.fd();
  }

  /** Whether a caller is being served. */
  public boolean busy() {
    return connections.get() > 0;
  }

  @Override
  public void close() throws IOException {
    threads.shutdownNow();
    listener.close();
    Files.deleteIfExists(path);
  }

  /** Lets in who waits; never blocks. */
  public void accept() {
    for (var caller = listener.accept(); caller.isPresent(); caller = listener.accept()) {
      var connection = OpenFile.of(caller.get(), "a caller");
      if (connections.incrementAndGet() > MAX_CONNECTIONS + MAX_WAITING) {
        turnAway(connection);
      } else {
        threads.execute(() -> serve(connection));
      }
    }
  }

  private void turnAway(OpenFile connection) {
    try (connection) {
      connection.write(Varlink.encode(refused("too many callers at once; try again")));
    } catch (LinuxException _) {
      return; // it did not wait
    } finally {
      connections.decrementAndGet();
    }
  }

  private void serve(OpenFile connection) {
    try (connection) {
      var in = new BufferedInputStream(connection.stream());
      for (var message = Varlink.readMessage(in);
          message.isPresent();
          message = Varlink.readMessage(in)) {
        connection.write(Varlink.encode(answer(message.get())));
      }
    } catch (IOException | LinuxException _) {
      return; // the caller went away
    } finally {
      connections.decrementAndGet();
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
      return refused(String.valueOf(e.getMessage()));
    }
  }

  private static Map<String, ? extends @Nullable Object> refused(String message) {
    return Varlink.error(INTERFACE + ".Refused", Map.of("message", message));
  }
}
