package vow.linux;

/**
 * A lock on a whole file that goes with the open descriptor (flock(2)): it ends when that is closed
 * or the process dies.
 */
public final class Flock {
  private static final int EXCLUSIVE = 2;
  private static final int NONBLOCKING = 4;

  private Flock() {}

  /** Takes the lock; false when somebody else has it. */
  public static boolean tryLock(Fd file) {
    try (var frame = Frame.open()) {
      long result = frame.call(Call.FLOCK, file.number(), EXCLUSIVE | NONBLOCKING);
      if (Frame.is(result, Errno.EAGAIN)) {
        return false;
      }
      Frame.check(result, Call.FLOCK, file.toString());
      return true;
    }
  }
}
