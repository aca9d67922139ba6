package vow.linux;

import java.util.Optional;

/**
 * A process, held so that its number cannot come to mean another (pidfd_open(2)). The descriptor is
 * readable when the process has ended; how it ended is told only to its parent.
 */
public final class PidFd implements AutoCloseable {
  public static final int SIGINT = 2;
  public static final int SIGKILL = 9;
  public static final int SIGTERM = 15;

  private static final int P_PIDFD = 3;
  private static final int WNOHANG = 1;
  private static final int WEXITED = 4;
  private static final int CLD_EXITED = 1;
  private static final int SIGINFO_BYTES = 128;

  private final int pid;
  private final Fd fd;

  private PidFd(int pid, Fd fd) {
    this.pid = pid;
    this.fd = fd;
  }

  /** Holds a running process; empty when there is none of this number. */
  public static Optional<PidFd> find(int pid) {
    try (var frame = Frame.open()) {
      long result = frame.call(Call.PIDFD_OPEN, pid, 0);
      if (Frame.is(result, Errno.ESRCH)) {
        return Optional.empty();
      }
      return Optional.of(
          new PidFd(pid, Fd.of(Frame.check(result, Call.PIDFD_OPEN, Integer.toString(pid)))));
    }
  }

  public int pid() {
    return pid;
  }

  public Fd fd() {
    return fd;
  }

  /** A copy of a descriptor that the process has open (pidfd_getfd(2)); empty without one. */
  public Optional<Fd> copy(int descriptor) {
    try (var frame = Frame.open()) {
      long result = frame.call(Call.PIDFD_GETFD, fd.number(), descriptor, 0);
      return result < 0 ? Optional.empty() : Optional.of(Fd.of(result));
    }
  }

  /** Sends a signal; false when the process has ended. */
  public boolean signal(int signal) {
    try (var frame = Frame.open()) {
      return sent(frame.call(Call.PIDFD_SEND_SIGNAL, fd.number(), signal, 0, 0));
    }
  }

  /**
   * Sends a signal to the process group that a child leads; false when nobody is left in it. Only
   * before {@link #poll} has told the exit, or while members are known to live.
   */
  public boolean signalGroup(int signal) {
    try (var frame = Frame.open()) {
      return sent(frame.call(Call.KILL, -pid, signal));
    }
  }

  /** How our child ended, once; empty while it runs. */
  public Optional<ExitStatus> poll() {
    return reap(WNOHANG);
  }

  /** Waits for our child to end, in the kernel. */
  public ExitStatus await() {
    return reap(0).orElseThrow();
  }

  private Optional<ExitStatus> reap(int flags) {
    try (var frame = Frame.open()) {
      int at = frame.reserve(SIGINFO_BYTES);
      long result;
      do {
        result =
            frame.call(Call.WAITID, P_PIDFD, fd.number(), frame.address(at), WEXITED | flags, 0);
      } while (Frame.is(result, Errno.EINTR));
      Frame.check(result, Call.WAITID, "process " + pid);
      int status = frame.bytes().getInt(at + 24);
      int how = frame.bytes().getInt(at + 8);
      if (frame.bytes().getInt(at + 16) == 0) {
        return Optional.empty();
      }
      return Optional.of(
          how == CLD_EXITED ? new ExitStatus(status, 0) : new ExitStatus(-1, status));
    }
  }

  private boolean sent(long result) {
    if (Frame.is(result, Errno.ESRCH)) {
      return false;
    }
    Frame.check(result, Call.KILL, "process " + pid);
    return true;
  }

  @Override
  public void close() {
    fd.close();
  }
}
