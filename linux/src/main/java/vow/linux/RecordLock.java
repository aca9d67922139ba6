package vow.linux;

import java.util.OptionalInt;

/**
 * The lock that dpkg, apt and the shadow tools use (fcntl(2)), on the whole file. Ours belongs to
 * the open descriptor and meets theirs. The file must be open for writing.
 */
public final class RecordLock {
  private static final int GET = 36; // F_OFD_GETLK
  private static final int SET = 37;
  private static final int SET_WAIT = 38;
  private static final short WRITE_LOCK = 1;
  private static final short UNLOCKED = 2;
  private static final int FLOCK_BYTES = 32;

  private RecordLock() {}

  /** Takes the lock; false when somebody else has it. */
  public static boolean tryLock(Fd file) {
    try (var frame = Frame.open()) {
      long result = frame.call(Call.FCNTL, file.number(), SET, wholeFile(frame));
      if (Frame.is(result, Errno.EAGAIN) || Frame.is(result, Errno.EACCES)) {
        return false;
      }
      Frame.check(result, Call.FLOCK, file.toString());
      return true;
    }
  }

  /** Waits in the kernel, without end, until the lock is ours. Use a platform thread. */
  public static void lock(Fd file) {
    try (var frame = Frame.open()) {
      long result;
      do {
        result = frame.call(Call.FCNTL, file.number(), SET_WAIT, wholeFile(frame));
      } while (Frame.is(result, Errno.EINTR));
      Frame.check(result, Call.FLOCK, file.toString());
    }
  }

  /**
   * The process that has the lock; empty when nobody has. A holder that has no process number (a
   * lock of a descriptor, or of another namespace) is 0.
   */
  public static OptionalInt holder(Fd file) {
    try (var frame = Frame.open()) {
      int at = lock(frame);
      Frame.check(
          frame.call(Call.FCNTL, file.number(), GET, frame.address(at)),
          Call.FLOCK,
          file.toString());
      return frame.bytes().getShort(at) == UNLOCKED
          ? OptionalInt.empty()
          : OptionalInt.of(Math.max(0, frame.bytes().getInt(at + 24)));
    }
  }

  private static long wholeFile(Frame frame) {
    return frame.address(lock(frame));
  }

  private static int lock(Frame frame) {
    int at = frame.reserve(FLOCK_BYTES);
    frame.bytes().putShort(at, WRITE_LOCK);
    return at;
  }
}
