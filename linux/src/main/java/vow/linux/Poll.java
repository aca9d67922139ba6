package vow.linux;

/** Waits for one descriptor (ppoll(2)); for several there is {@link Epoll}. */
public final class Poll {
  private static final int POLLFD_BYTES = 8;
  private static final int TIMESPEC_BYTES = 16;

  private Poll() {}

  /** True when something can be read, or the other end is gone, within this time. */
  public static boolean readable(Fd fd, long timeoutMs) {
    return await(fd, Epoll.READ, timeoutMs) != 0;
  }

  /** The {@link Epoll} bits that are set within this time; 0 when none is. */
  public static int await(Fd fd, int events, long timeoutMs) {
    try (var frame = Frame.open()) {
      int at = frame.reserve(POLLFD_BYTES);
      int time = frame.reserve(TIMESPEC_BYTES);
      frame.bytes().putInt(at, fd.number()).putShort(at + 4, (short) events);
      frame.bytes().putLong(time, timeoutMs / 1000);
      frame.bytes().putLong(time + 8, timeoutMs % 1000 * 1_000_000);
      long count = frame.call(Call.PPOLL, frame.address(at), 1, frame.address(time), 0);
      if (Frame.is(count, Errno.EINTR)) {
        return 0;
      }
      Frame.check(count, Call.PPOLL, fd.toString());
      return count == 0 ? 0 : frame.bytes().getShort(at + 6);
    }
  }
}
