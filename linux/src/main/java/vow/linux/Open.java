package vow.linux;

/**
 * How to open: the flags of openat2(2), whose numbers differ between the two architectures. Always
 * close-on-exec.
 */
enum Open {
  /** Content for reading; O_NONBLOCK so that a fifo in the way cannot hang us. */
  READ(Open.NONBLOCK),
  /** Content for reading and writing in place. */
  UPDATE(Open.RDWR | Open.NONBLOCK),
  /** Appending, made when missing. */
  APPEND(Open.WRONLY | Open.APPENDING | Open.CREAT),
  /** A new file; refused when the name is taken, by whatever. */
  CREATE(Open.RDWR | Open.CREAT | Open.EXCL),
  /** A directory that can be listed and synced. */
  DIRECTORY(Open.directoryFlag()),
  /** Only the place, for stat and as the base of other calls; needs no permission on the file. */
  PATH(Open.PATH_ONLY);

  private static final int WRONLY = 1;
  private static final int RDWR = 2;
  private static final int CREAT = 0100;
  private static final int EXCL = 0200;
  private static final int APPENDING = 02000;
  private static final int NONBLOCK = 04000;
  private static final int PATH_ONLY = 010000000;
  private static final int CLOEXEC = 02000000;

  /** RESOLVE_ flags: no component may be a symlink. */
  static final int NO_SYMLINKS = 0x04;

  /** RESOLVE_ flags: absolute paths and symlinks start at the directory, and nothing leaves it. */
  static final int IN_ROOT = 0x10;

  private static final int OPEN_HOW_BYTES = 24;
  private static final int AT_FDCWD = -100;

  private final int flags;

  Open(int flags) {
    this.flags = flags | CLOEXEC;
  }

  /** A base for paths that need none. */
  static int here() {
    return AT_FDCWD;
  }

  /** Opens, following a last symlink or failing with ELOOP at it; minus errno when refused. */
  long tryAt(Frame frame, int base, String path, boolean follow, int mode, int resolve) {
    int how = frame.reserve(OPEN_HOW_BYTES);
    boolean creates = (flags & CREAT) != 0;
    frame
        .bytes()
        .putLong(how, flags | (follow ? 0 : noFollowFlag()))
        .putLong(how + 8, creates ? mode : 0)
        .putLong(how + 16, resolve);
    long result;
    long address = frame.path(path);
    do {
      result = frame.call(Call.OPENAT2, base, address, frame.address(how), OPEN_HOW_BYTES);
    } while (Frame.is(result, Errno.EINTR)
        || (Frame.is(result, Errno.EAGAIN) && resolve != 0)); // a rename raced with IN_ROOT
    return result;
  }

  Fd at(int base, String path, boolean follow, int mode, int resolve) {
    try (var frame = Frame.open()) {
      return Fd.of(
          Frame.check(tryAt(frame, base, path, follow, mode, resolve), Call.OPENAT2, path));
    }
  }

  private static int directoryFlag() {
    return Call.AARCH64 ? 040000 : 0200000;
  }

  private static int noFollowFlag() {
    return Call.AARCH64 ? 0100000 : 0400000;
  }
}
