package vow.agent.watch;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import vow.agent.bell.Bells;
import vow.model.Watch;

/**
 * Tells what changes at paths. Owned by the loop's thread; sleeps in the loop's epoll and does
 * nothing by itself.
 */
public interface Watcher extends AutoCloseable {
  /** Has these rung when there is something to {@link #drain}. */
  void register(Bells bells);

  /**
   * Watches exactly these places of a side from now on. When it returns, no later change is missed.
   */
  void watch(Side side, Collection<Watch> wanted);

  /**
   * Watches these places of a side besides, and those no more. When it returns, no later change is
   * missed.
   */
  void change(Side side, Collection<Watch> more, Collection<Watch> less);

  /** What happened since the last call; never blocks. Own writes are left out where told. */
  List<PathEvent> drain();

  /** All that was drained has been dealt with. */
  default void settled() {}

  /** What cannot be watched at present: a sentence with the reason and what to do. */
  default Optional<String> problem() {
    return Optional.empty();
  }

  /** Which mechanism backs each watch of a kept path, and what it cannot see. */
  default List<Backing> describe(String path) {
    return List.of();
  }

  @Override
  void close();
}
