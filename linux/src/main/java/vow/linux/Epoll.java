package vow.linux;

import java.util.ArrayList;
import java.util.List;

/**
 * Waits for many descriptors at once (epoll(7)). A ready descriptor is told by the key it was added
 * with. Waiting blocks the calling thread in the kernel: use a platform thread. No wake-up happens
 * without a reason. Adding and removing from other threads is safe.
 */
public final class Epoll implements AutoCloseable {
  /** Something can be read. */
  public static final int READ = 0x1;

  /** Something urgent: what /proc/self/mountinfo and pressure files report. */
  public static final int URGENT = 0x2;

  /** Something can be written. */
  public static final int WRITE = 0x4;

  /** An error; always reported, asked for or not. */
  public static final int ERROR = 0x8;

  /** The other end is gone; always reported, asked for or not. */
  public static final int HANGUP = 0x10;

  /** Report a change once instead of a state again and again. */
  public static final int EDGE = 1 << 31;

  /** Wait without end. */
  public static final int FOREVER = -1;

  private static final int CLOEXEC = 02000000;
  private static final int ADD = 1;
  private static final int DELETE = 2;
  private static final int MODIFY = 3;
  private static final int READY_MAX = 64;
  // The struct is packed on x86-64 only.
  private static final int EVENT_BYTES = Call.AARCH64 ? 16 : 12;
  private static final int KEY_AT = Call.AARCH64 ? 8 : 4;

  /** What is ready: the key it was added with, and the bits READ, WRITE, URGENT, ERROR, HANGUP. */
  public record Ready(long key, int events) {
    public boolean is(int event) {
      return (events & event) != 0;
    }
  }

  private final Fd fd;

  public Epoll() {
    try (var frame = Frame.open()) {
      long result = frame.call(Call.EPOLL_CREATE1, CLOEXEC);
      fd = Fd.of(Frame.check(result, Call.EPOLL_CREATE1, ""));
    }
  }

  public void add(Fd member, long key, int events) {
    control(ADD, member, key, events);
  }

  public void change(Fd member, long key, int events) {
    control(MODIFY, member, key, events);
  }

  /** Must come before the member is closed. */
  public void remove(Fd member) {
    control(DELETE, member, 0, 0);
  }

  /** What is ready, at most 64 at a time; empty after {@code timeoutMs} without any. */
  public List<Ready> await(int timeoutMs) {
    try (var frame = Frame.open()) {
      int at = frame.reserve(EVENT_BYTES * READY_MAX);
      long count =
          frame.call(Call.EPOLL_PWAIT, fd.number(), frame.address(at), READY_MAX, timeoutMs, 0, 0);
      if (Frame.is(count, Errno.EINTR)) {
        return List.of();
      }
      Frame.check(count, Call.EPOLL_PWAIT, "");
      var ready = new ArrayList<Ready>((int) count);
      for (int i = 0; i < count; i++, at += EVENT_BYTES) {
        var in = frame.bytes();
        ready.add(new Ready(in.getLong(at + KEY_AT), in.getInt(at)));
      }
      return ready;
    }
  }

  private void control(int operation, Fd member, long key, int events) {
    try (var frame = Frame.open()) {
      int at = frame.reserve(EVENT_BYTES);
      frame.bytes().putInt(at, events).putLong(at + KEY_AT, key);
      long result =
          frame.call(Call.EPOLL_CTL, fd.number(), operation, member.number(), frame.address(at));
      Frame.check(result, Call.EPOLL_CTL, member.toString());
    }
  }

  @Override
  public void close() {
    fd.close();
  }
}
