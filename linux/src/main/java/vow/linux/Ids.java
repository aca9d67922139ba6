package vow.linux;

/** Who and where this process is. */
public final class Ids {
  private Ids() {}

  public static int effectiveUid() {
    try (var frame = Frame.open()) {
      return (int) frame.call(Call.GETEUID, 0);
    }
  }

  public static int effectiveGid() {
    try (var frame = Frame.open()) {
      return (int) frame.call(Call.GETEGID, 0);
    }
  }

  /** Sets the umask of the whole process and returns the one before. */
  public static int umask(int mask) {
    try (var frame = Frame.open()) {
      return (int) frame.call(Call.UMASK, mask);
    }
  }
}
