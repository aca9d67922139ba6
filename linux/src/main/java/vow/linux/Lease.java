package vow.linux;

/**
 * Whether somebody has a file open for writing, as fcntl(2) F_SETLEASE tells: a read lease is given
 * only while nobody has. It is given back at once.
 */
public final class Lease {
  private static final int SET_SIGNAL = 10; // F_SETSIG
  private static final int SET_LEASE = 1024;
  private static final int READ = 0;
  private static final int NONE = 2;

  // Who opens the file for writing while we hold the lease makes the kernel send us a signal; this
  // one is ignored by default, the usual one ends a process.
  private static final int SIGURG = 23;

  private Lease() {}

  /**
   * Whether a writer has the file open now. False too where that cannot be told: a file system
   * without leases, a file of somebody else, no file.
   */
  public static boolean isBeingWritten(String path) {
    try (var fd = Open.READ.at(Open.here(), path, true, 0, 0);
        var frame = Frame.open()) {
      if (frame.call(Call.FCNTL, fd.number(), SET_SIGNAL, SIGURG) != 0) {
        return false;
      }
      long result = frame.call(Call.FCNTL, fd.number(), SET_LEASE, READ);
      if (result == 0) {
        frame.call(Call.FCNTL, fd.number(), SET_LEASE, NONE);
      }
      return Frame.is(result, Errno.EAGAIN);
    } catch (LinuxException _) {
      return false;
    }
  }
}
