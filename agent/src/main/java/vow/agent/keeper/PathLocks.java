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
 * One lock a path that promises make or edit, taken in the order of their names.
 */
final class PathLocks {
  private final Map<String, ReentrantLock> locks = new ConcurrentHashMap<>();

  <T> T holding(Kind kind, Supplier<T> work) {
    var held = new ArrayDeque<ReentrantLock>();
    try {
      for (var path : paths(kind)) {
        var lock = locks.computeIfAbsent(path, _ -> new ReentrantLock());
        lock.lock();
        held.push(lock);
      }
      return work.get();
    } finally {
      held.forEach(ReentrantLock::unlock);
    }
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
