package vow.linux;

/**
 * A place held open without reading it (O_PATH), so that its metadata can be changed whatever its
 * type and permission bits are, with no way for another thing to slip in between. A symlink is held
 * itself. Methods throw {@link LinuxException}.
 */
public final class Node implements AutoCloseable {
  private static final int AT_EMPTY_PATH = 0x1000;

  private final Fd fd;
  private final String path;

  Node(Fd fd, String path) {
    this.fd = fd;
    this.path = path;
  }

  public Statx stat() {
    return Statx.of(fd);
  }

  /** Sets owner and group; -1 leaves one alone. */
  public void chown(int uid, int gid) {
    try (var frame = Frame.open()) {
      long empty = frame.path("");
      long result = frame.call(Call.FCHOWNAT, fd.number(), empty, uid, gid, AT_EMPTY_PATH);
      Frame.check(result, Call.FCHOWNAT, path);
    }
  }

  /** Sets the permission bits; a symlink has none (EOPNOTSUPP). */
  public void chmod(int mode) {
    try (var frame = Frame.open()) {
      long self = frame.path(fd.procPath()); // fchmod(2) refuses such descriptors
      Frame.check(frame.call(Call.FCHMODAT, -1, self, mode), Call.FCHMODAT, path);
    }
  }

  @Override
  public void close() {
    fd.close();
  }
}
