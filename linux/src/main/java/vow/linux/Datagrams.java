package vow.linux;

import java.nio.charset.StandardCharsets;

/** Sending one message to a local datagram socket, as sd_notify(3) does. */
public final class Datagrams {
  private static final int AF_UNIX = 1;
  private static final int SOCK_DGRAM = 2;
  private static final int CLOEXEC = 02000000;
  private static final int NONBLOCK = 04000;
  private static final int NOSIGNAL = 0x4000;

  private Datagrams() {}

  /** Sends text to the socket at a path, or in the abstract namespace when it starts with "@". */
  public static void send(String socket, String text) {
    send(socket, text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * The same for any bytes.
   *
   * @param content at most 32 KiB
   */
  public static void send(String socket, byte[] content) {
    try (var reachable = SocketPath.of(socket);
        var frame = Frame.open()) {
      byte[] path = Names.encode(reachable.text());
      long result = frame.call(Call.SOCKET, AF_UNIX, SOCK_DGRAM | CLOEXEC | NONBLOCK, 0);
      try (var fd = Fd.of(Frame.check(result, Call.SOCKET, socket))) {
        int at = frame.reserve(2 + SocketPath.BYTES_MAX + 1);
        frame.bytes().putShort(at, (short) AF_UNIX).put(at + 2, path);
        int addressBytes = 2 + path.length;
        if (path[0] == '@') {
          frame.bytes().put(at + 2, (byte) 0);
        } else {
          addressBytes++;
        }
        int body = frame.reserve(content.length);
        frame.bytes().put(body, content);
        Frame.check(
            frame.call(
                Call.SENDTO,
                fd.number(),
                frame.address(body),
                content.length,
                NOSIGNAL,
                frame.address(at),
                addressBytes),
            Call.SENDTO,
            socket);
      }
    }
  }

  /** A socket whose messages go to the one at a path. */
  public static Fd connected(String socket) {
    try (var reachable = SocketPath.of(socket);
        var frame = Frame.open()) {
      byte[] path = Names.encode(reachable.text());
      long made = frame.call(Call.SOCKET, AF_UNIX, SOCK_DGRAM | CLOEXEC | NONBLOCK, 0);
      var fd = Fd.of(Frame.check(made, Call.SOCKET, socket));
      int at = frame.reserve(2 + SocketPath.BYTES_MAX + 1);
      frame.bytes().putShort(at, (short) AF_UNIX).put(at + 2, path);
      long result = frame.call(Call.CONNECT, fd.number(), frame.address(at), 2 + path.length + 1);
      if (result < 0) {
        fd.close();
      }
      Frame.check(result, Call.CONNECT, socket);
      return fd;
    }
  }
}
