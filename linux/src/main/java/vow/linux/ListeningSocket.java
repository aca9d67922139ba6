package vow.linux;

/** Sockets that are listened to before there is a process that answers (socket(7)). */
public final class ListeningSocket {
  private static final int AF_UNIX = 1;
  private static final int AF_INET = 2;
  private static final int AF_INET6 = 10;
  private static final int SOCK_STREAM = 1;
  private static final int SOCK_DGRAM = 2;
  private static final int CLOEXEC = 02000000;
  private static final int NONBLOCK = 04000;
  private static final int SOL_SOCKET = 1;
  private static final int SO_REUSEADDR = 2;
  private static final int IPPROTO_IPV6 = 41;
  private static final int IPV6_V6ONLY = 26;
  private static final int BACKLOG = 4096;
  private static final int IPV4_BYTES = 4;
  private static final int INET_BYTES = 16;
  private static final int INET6_BYTES = 28;

  private ListeningSocket() {}

  /**
   * Listens at an address of this machine; the kernel bounds the backlog by its somaxconn.
   *
   * @param address four bytes or sixteen
   * @param stream TCP, otherwise UDP
   * @param text how people name it, for messages
   */
  public static Fd inet(byte[] address, int port, boolean stream, String text) {
    boolean four = address.length == IPV4_BYTES;
    try (var frame = Frame.open()) {
      int type = (stream ? SOCK_STREAM : SOCK_DGRAM) | CLOEXEC | NONBLOCK;
      long made = frame.call(Call.SOCKET, four ? AF_INET : AF_INET6, type, 0);
      var fd = Fd.of(Frame.check(made, Call.SOCKET, text));
      int length = four ? INET_BYTES : INET6_BYTES;
      int at = frame.reserve(INET6_BYTES);
      var bytes = frame.bytes();
      bytes.putShort(at, (short) (four ? AF_INET : AF_INET6));
      bytes.put(at + 2, (byte) (port >> 8)).put(at + 3, (byte) port);
      bytes.put(at + (four ? 4 : 8), address);
      int one = frame.reserve(Integer.BYTES);
      bytes.putInt(one, 1);
      long on = frame.address(one);
      if (stream) {
        frame.call(Call.SETSOCKOPT, fd.number(), SOL_SOCKET, SO_REUSEADDR, on, Integer.BYTES);
      }
      if (!four) {
        frame.call(Call.SETSOCKOPT, fd.number(), IPPROTO_IPV6, IPV6_V6ONLY, on, Integer.BYTES);
      }
      return listen(frame, fd, frame.address(at), length, stream, text);
    }
  }

  /** Listens at a path where nothing is. */
  public static Fd unix(String path, boolean stream) {
    try (var reachable = SocketPath.of(path);
        var frame = Frame.open()) {
      byte[] name = Names.encode(reachable.text());
      int type = (stream ? SOCK_STREAM : SOCK_DGRAM) | CLOEXEC | NONBLOCK;
      var fd = Fd.of(Frame.check(frame.call(Call.SOCKET, AF_UNIX, type, 0), Call.SOCKET, path));
      int at = frame.reserve(2 + SocketPath.BYTES_MAX + 1);
      frame.bytes().putShort(at, (short) AF_UNIX).put(at + 2, name);
      return listen(frame, fd, frame.address(at), 2 + name.length + 1, stream, path);
    }
  }

  private static Fd listen(
      Frame frame, Fd fd, long address, int length, boolean stream, String text) {
    long result = frame.call(Call.BIND, fd.number(), address, length);
    if (result >= 0 && stream) {
      result = frame.call(Call.LISTEN, fd.number(), BACKLOG);
    }
    if (result < 0) {
      fd.close();
    }
    Frame.check(result, Call.BIND, text);
    return fd;
  }
}
