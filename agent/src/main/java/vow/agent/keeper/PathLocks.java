package vow.agent.keeper;

import java.util.ArrayDeque;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Stream;
import vow.model.Thing;
import vow.model.kind.Kind;

/**
 * Lets one promise at a time change a path: two lines of one file read, edit and replace it whole.
 * One lock a path that promises make or edit, taken in the order of their names, and there only
 * while somebody holds it or waits for it.
 */
final class PathLocks {
  private final Map<String, Shared> locks = new ConcurrentHashMap<>();

  /** A lock, and how many hold it or wait for it. */
  private record Shared(ReentrantLock lock, int users) {
    Shared joined() {
      return new Shared(lock, users + 1);
    }

    Shared left() {
      return new Shared(lock, users - 1);
    }
  }

  <T> T holding(Kind kind, Supplier<T> work) {
    var held = new ArrayDeque<String>();
    try {
      for (var path : paths(kind)) {
        lock(path);
        held.push(path);
      }
      return work.get();
    } finally {
      held.forEach(this::unlock);
    }
  }

  /** How many paths are locked just now. */
  int size() {
    return locks.size();
  }

  /** Joins before it waits, so that a lock that is waited for is not dropped. */
  private void lock(String path) {
    var shared =
        locks.compute(
            path,
            (_, known) -> known == null ? new Shared(new ReentrantLock(), 1) : known.joined());
    shared.lock().lock();
  }

  /** Leaves after it has let go, so that whoever finds no lock finds nobody at work. */
  private void unlock(String path) {
    locks.computeIfPresent(
        path,
        (_, known) -> {
          known.lock().unlock();
          return known.users() == 1 ? null : known.left();
        });
  }

  /** The paths that a promise of this kind makes or edits. */
  static SortedSet<String> paths(Kind kind) {
    var paths = new TreeSet<String>();
    Stream.concat(kind.owns().stream(), kind.edits().stream())
        .filter(t -> t.sort() == Thing.Sort.PATH || t.sort() == Thing.Sort.CONTENT)
        .forEach(t -> paths.add(t.name()));
    return paths;
  }
}
