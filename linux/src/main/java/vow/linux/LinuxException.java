package vow.linux;

/**
 * The kernel refused something. The message is fit for users: {@code unable to open /x: permission
 * denied (EACCES)}. Whoever can go on looks at {@link #errno}; everybody else lets it pass to the
 * edge of its loop.
 */
public final class LinuxException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final String call;
  private final Errno errno;
  private final String path;

  /** {@code call} is a verb ("open"), {@code path} what it was done to, possibly empty. */
  public LinuxException(String call, Errno errno, String path) {
    super(
        "unable to "
            + call
            + (path.isEmpty() ? "" : " " + path)
            + ": "
            + errno.text()
            + " ("
            + errno
            + ")");
    this.call = call;
    this.errno = errno;
    this.path = path;
  }

  public String call() {
    return call;
  }

  public Errno errno() {
    return errno;
  }

  public String path() {
    return path;
  }
}
