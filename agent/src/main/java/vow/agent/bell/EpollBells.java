package vow.agent.bell;

import java.util.concurrent.atomic.AtomicBoolean;
import vow.linux.Epoll;
import vow.linux.EventFd;
import vow.linux.Fd;

/** Sleeps in one epoll of this process: one nested in another loses mount events. */
public final class EpollBells implements Bells {
  private static final long DOORBELL = -1;

  private final Epoll epoll = new Epoll();
  private final EventFd doorbell = new EventFd();
  private final AtomicBoolean rung = new AtomicBoolean();

  /** An epoll that holds nothing but a way to be rung. */
  public EpollBells() {
    epoll.add(doorbell.fd(), DOORBELL, Epoll.READ);
  }

  @Override
  public void onReadable(Fd fd) {
    epoll.add(fd, fd.number(), Epoll.READ);
  }

  @Override
  public void onChange(Fd fd) {
    epoll.add(fd, fd.number(), Epoll.URGENT | Epoll.EDGE);
  }

  @Override
  public void forget(Fd fd) {
    epoll.remove(fd);
  }

  @Override
  public boolean await(long timeoutMs) {
    var ready =
        epoll.await(
            timeoutMs == FOREVER ? Epoll.FOREVER : Math.clamp(timeoutMs, 0, Integer.MAX_VALUE));
    if (rung.get()) {
      doorbell.drain();
      rung.set(false); // in this order: whoever rings between is heard by the caller's look
    }
    return !ready.isEmpty();
  }

  @Override
  public void ring() {
    if (rung.compareAndSet(false, true)) {
      doorbell.signal();
    }
  }

  @Override
  public void close() {
    doorbell.close();
    epoll.close();
  }
}
