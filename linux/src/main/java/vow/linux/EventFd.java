package vow.linux;

/** A counter to wake an event loop from another thread (eventfd(2)). */
public final class EventFd implements AutoCloseable {
  private static final int NONBLOCK = 04000;
  private static final int CLOEXEC = 02000000;
  private static final int COUNTER_BYTES = 8;

  private final Fd fd;

  public EventFd() {
    try (var frame = Frame.open()) {
      long result = frame.call(Call.EVENTFD2, 0, NONBLOCK | CLOEXEC);
      fd = Fd.of(Frame.check(result, Call.EVENTFD2, ""));
    }
  }

  public Fd fd() {
    return fd;
  }

  /** Makes it readable. From any thread. */
  public void signal() {
    try (var frame = Frame.open()) {
      int at = frame.reserve(COUNTER_BYTES);
      frame.bytes().putLong(at, 1);
      long result = frame.call(Call.WRITE, fd.number(), frame.address(at), COUNTER_BYTES);
      if (!Frame.is(result, Errno.EAGAIN)) { // a full counter is readable already
        Frame.check(result, Call.WRITE, fd.toString());
      }
    }
  }

  /** How often it was signalled since the last time; 0 when not at all. */
  public long drain() {
    return Counters.drain(fd);
  }

  @Override
  public void close() {
    fd.close();
  }
}
