package vow.agent.watch;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import vow.linux.Epoll;
import vow.model.Watch;

/**
 * Tells what changes at paths. Owned by the loop's thread; sleeps in the loop's epoll and does
 * nothing by itself.
 */
public interface Watcher extends AutoCloseable {
  /**
   * Adds the descriptors that become readable when there is something to {@link #drain}. It must be
   * the epoll that the loop waits in: one nested in another loses mount events.
   */
  void register(Epoll epoll);

  /** Watches exactly these places from now on. When it returns, no later change is missed. */
  void watch(Collection<Watch> watches);

  /** What happened since the last call; never blocks. Own writes are left out where told. */
  List<PathEvent> drain();

  /** What cannot be watched at present: a sentence with the reason and what to do. */
  default Optional<String> problem() {
    return Optional.empty();
  }

  /** Which mechanism backs each watch of a path, and what it cannot see. */
  default List<Backing> describe(String path) {
    return List.of();
  }

  @Override
  void close();
}
