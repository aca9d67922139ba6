package vow.linux;

import java.time.Instant;

/**
 * One deadline as a descriptor that becomes readable (timerfd_create(2)). It fires once; set it
 * again for the next.
 */
public final class TimerFd implements AutoCloseable {
  private static final int NONBLOCK = 04000;
  private static final int CLOEXEC = 02000000;
  private static final int ABSOLUTE = 1;
  private static final int CANCEL_ON_SET = 2;
  private static final int ITIMERSPEC_BYTES = 32;
  private static final long NS_PER_S = 1_000_000_000L;

  private static final int REALTIME = 0;
  private static final int BOOTTIME = 7;

  /** What {@link #drain} found. */
  public enum Fired {
    NOT_YET,
    EXPIRED,
    /** The wall clock was set: look at it again. Only for {@link #onWallClock}. */
    CLOCK_CHANGED
  }

  private final Fd fd;
  private final int clock;

  private TimerFd(int clock) {
    this.clock = clock;
    try (var frame = Frame.open()) {
      long result = frame.call(Call.TIMERFD_CREATE, clock, NONBLOCK | CLOEXEC);
      fd = Fd.of(Frame.check(result, Call.TIMERFD_CREATE, ""));
    }
  }

  /** For durations; the time the machine sleeps counts. */
  public static TimerFd forDurations() {
    return new TimerFd(BOOTTIME);
  }

  /** For times of day; also fires when the clock is set. */
  public static TimerFd onWallClock() {
    return new TimerFd(REALTIME);
  }

  public Fd fd() {
    return fd;
  }

  /** Fires after this time, at once for 0 or less. */
  public void setAfterNs(long delayNs) {
    long delay = Math.max(1, delayNs); // a zero would disarm
    set(0, delay / NS_PER_S, delay % NS_PER_S);
  }

  /** Fires when the wall clock reads this. */
  public void setAt(Instant time) {
    if (clock != REALTIME) {
      throw new IllegalStateException("a timer for durations has no time of day");
    }
    set(ABSOLUTE | CANCEL_ON_SET, time.getEpochSecond(), Math.max(1, time.getNano()));
  }

  public void cancel() {
    set(0, 0, 0);
  }

  /** Takes back what made it readable. */
  public Fired drain() {
    try {
      return Counters.drain(fd) == 0 ? Fired.NOT_YET : Fired.EXPIRED;
    } catch (LinuxException e) {
      if (e.errno() == Errno.ECANCELED) {
        return Fired.CLOCK_CHANGED;
      }
      throw e;
    }
  }

  private void set(int flags, long seconds, long nanos) {
    try (var frame = Frame.open()) {
      int at = frame.reserve(ITIMERSPEC_BYTES);
      frame.bytes().putLong(at + 16, seconds).putLong(at + 24, nanos);
      long result = frame.call(Call.TIMERFD_SETTIME, fd.number(), flags, frame.address(at), 0);
      Frame.check(result, Call.TIMERFD_SETTIME, fd.toString());
    }
  }

  @Override
  public void close() {
    fd.close();
  }
}
