package vow.linux;

/** Giving an open descriptor to another process (SCM_RIGHTS, unix(7)). */
public final class Descriptors {
  private static final int SOL_SOCKET = 1;
  private static final int SCM_RIGHTS = 1;
  private static final int NOSIGNAL = 0x4000;
  private static final int MSGHDR_BYTES = 56;
  private static final int IOVEC_BYTES = 16;
  private static final int CONTROL_BYTES = 24;
  private static final int CONTROL_USED_BYTES = 20;

  private Descriptors() {}

  /** Sends one message with one descriptor; the sender's own stays open. */
  public static void send(Fd socket, byte[] message, Fd passed) {
    try (var frame = Frame.open()) {
      var in = frame.bytes();
      int body = frame.reserve(message.length);
      in.put(body, message);
      int vector = frame.reserve(IOVEC_BYTES);
      in.putLong(vector, frame.address(body)).putLong(vector + 8, message.length);
      int control = frame.reserve(CONTROL_BYTES);
      in.putLong(control, CONTROL_USED_BYTES)
          .putInt(control + 8, SOL_SOCKET)
          .putInt(control + 12, SCM_RIGHTS)
          .putInt(control + 16, passed.number());
      int header = frame.reserve(MSGHDR_BYTES);
      in.putLong(header + 16, frame.address(vector))
          .putLong(header + 24, 1)
          .putLong(header + 32, frame.address(control))
          .putLong(header + 40, CONTROL_BYTES);
      long result;
      do {
        result = frame.call(Call.SENDMSG, socket.number(), frame.address(header), NOSIGNAL);
      } while (Frame.is(result, Errno.EINTR));
      Frame.check(result, Call.SENDMSG, socket.toString());
    }
  }
}
