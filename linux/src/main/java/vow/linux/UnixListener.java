package vow.linux;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** A listening local stream socket (unix(7)). Accepting never blocks; connections do. */
public final class UnixListener implements AutoCloseable {
  private static final int AF_UNIX = 1;
  private static final int SOCK_STREAM = 1;
  private static final int CLOEXEC = 02000000;
  private static final int NONBLOCK = 04000;
  private static final int BACKLOG = 64;

  private final Fd fd;

  /** Takes over one that was inherited. */
  public UnixListener(Fd inherited) {
    fd = inherited;
  }

  /**
   * Listens at a path where nothing is.
   *
   * @param path absolute, of any length
   */
  public static UnixListener at(String path) {
    try (var reachable = SocketPath.of(path);
        var frame = Frame.open()) {
      byte[] name = Names.encode(reachable.text());
      long result = frame.call(Call.SOCKET, AF_UNIX, SOCK_STREAM | CLOEXEC | NONBLOCK, 0);
      var fd = Fd.of(Frame.check(result, Call.SOCKET, path));
      int at = frame.reserve(2 + SocketPath.BYTES_MAX + 1);
      frame.bytes().putShort(at, (short) AF_UNIX).put(at + 2, name);
      long bound = frame.call(Call.BIND, fd.number(), frame.address(at), 2 + name.length + 1);
      long listens = bound < 0 ? bound : frame.call(Call.LISTEN, fd.number(), BACKLOG);
      if (listens < 0) {
        fd.close();
      }
      Frame.check(listens, Call.LISTEN, path);
      return new UnixListener(fd);
    }
  }

  /**
   * Whether a descriptor is a local socket that was bound to a path with this last name
   * (getsockname(2)); false when it is something else, or not open.
   */
  public static boolean isNamed(Fd fd, String name) {
    try (var frame = Frame.open()) {
      int room = 2 + SocketPath.BYTES_MAX + 1;
      int length = frame.reserve(Integer.BYTES);
      frame.bytes().putInt(length, room);
      int at = frame.reserve(room);
      long to = frame.address(at);
      if (frame.call(Call.GETSOCKNAME, fd.number(), to, frame.address(length)) < 0
          || frame.bytes().getShort(at) != AF_UNIX) {
        return false;
      }
      var path = new byte[Math.clamp(frame.bytes().getInt(length) - 2L, 0, room - 2)];
      frame.bytes().get(at + 2, path);
      return new String(path, StandardCharsets.ISO_8859_1).endsWith("/" + name + "\0");
    }
  }

  public Fd fd() {
    return fd;
  }

  /** The next caller who waits, for blocking reads and writes; empty when nobody does. */
  public Optional<Fd> accept() {
    try (var frame = Frame.open()) {
      long result;
      do {
        result = frame.call(Call.ACCEPT4, fd.number(), 0, 0, CLOEXEC);
      } while (Frame.is(result, Errno.EINTR) || Frame.is(result, Errno.ECONNABORTED));
      if (Frame.is(result, Errno.EAGAIN)) {
        return Optional.empty();
      }
      return Optional.of(Fd.of(Frame.check(result, Call.ACCEPT4, "the control socket")));
    }
  }

  @Override
  public void close() {
    fd.close();
  }
}
