package vow.linux;

/** Reading the 8-byte counters that eventfd and timerfd are. */
final class Counters {
  private static final int COUNTER_BYTES = 8;

  private Counters() {}

  /** The count since the last read, 0 for none. */
  static long drain(Fd fd) {
    try (var frame = Frame.open()) {
      int at = frame.reserve(COUNTER_BYTES);
      long result = frame.call(Call.READ, fd.number(), frame.address(at), COUNTER_BYTES);
      if (Frame.is(result, Errno.EAGAIN)) {
        return 0;
      }
      Frame.check(result, Call.READ, fd.toString());
      return frame.bytes().getLong(at);
    }
  }
}
