package vow.linux;

/**
 * A file of /proc that poll(2) tells changes of, such as /proc/sys/kernel/hostname or
 * /proc/self/mountinfo. Being told takes the news away: an {@link Epoll} that waits on one of these
 * must not be the one that is asked.
 */
public final class PolledFile implements AutoCloseable {
  private final Fd fd;

  private PolledFile(Fd fd) {
    this.fd = fd;
  }

  /** Opens it; only what comes after is news. */
  public static PolledFile open(String path) {
    return new PolledFile(Open.READ.at(Open.here(), path, true, 0, 0));
  }

  public Fd fd() {
    return fd;
  }

  /** Whether it changed since it was opened or last asked. */
  public boolean changed() {
    return (Poll.await(fd, Epoll.URGENT, 0) & (Epoll.URGENT | Epoll.ERROR)) != 0;
  }

  @Override
  public void close() {
    fd.close();
  }
}
