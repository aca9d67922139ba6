package vow.linux;

/** Who and where this process is. */
public final class Ids {
  // Nothing here ever changes them, so each is asked for once.
  private static final int EFFECTIVE_UID = ask(Call.GETEUID);
  private static final int EFFECTIVE_GID = ask(Call.GETEGID);

  private Ids() {}

  public static int effectiveUid() {
    return EFFECTIVE_UID;
  }

  public static int effectiveGid() {
    return EFFECTIVE_GID;
  }

  /** Sets the umask of the whole process and returns the one before. */
  public static int umask(int mask) {
    try (var frame = Frame.open()) {
      return (int) frame.call(Call.UMASK, mask);
    }
  }

  private static int ask(Call call) {
    try (var frame = Frame.open()) {
      return (int) frame.call(call, 0);
    }
  }
}
