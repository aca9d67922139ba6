package vow.agent.bell;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
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
  private final Set<Source> rang = EnumSet.noneOf(Source.class);

  /** An epoll that holds nothing but a way to be rung. */
  public EpollBells() {
    epoll.add(doorbell.fd(), DOORBELL, Epoll.READ);
  }

  @Override
  public void onReadable(Source source, Fd fd) {
    epoll.add(fd, source.number(), Epoll.READ);
  }

  @Override
  public void onChange(Source source, Fd fd) {
    epoll.add(fd, source.number(), Epoll.URGENT | Epoll.EDGE);
  }

  @Override
  public Optional<Fd> inherited(Source source) {
    return Optional.empty();
  }

  @Override
  public boolean rang(Source source) {
    return rang.remove(source);
  }

  @Override
  public boolean await(long timeoutMs) {
    var ready =
        epoll.await(
            timeoutMs == FOREVER ? Epoll.FOREVER : Math.clamp(timeoutMs, 0, Integer.MAX_VALUE));
    for (var one : ready) {
      Source.of(one.key()).ifPresent(rang::add);
    }
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
