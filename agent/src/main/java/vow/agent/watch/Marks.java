package vow.agent.watch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vow.linux.FileType;
import vow.linux.LinuxException;

/**
 * Which inodes are marked with what, and by which mechanism. A file system is watched by fanotify
 * where that works, which is found out by trying, and by inotify otherwise.
 */
final class Marks {
  private static final int FAILURES_MAX = 100;

  private final Optional<FanotifyMarks> fanotify;
  private final InotifyMarks inotify;
  private final Map<RawRecord.Key, Mark> byKey = new HashMap<>();

  /** Where more of them are. */
  private @Nullable Shelf shelf;

  /** File systems, by device, that fanotify refused. */
  private final Map<Long, String> refused = new HashMap<>();

  /** Why some paths are not covered, by path; bounded, the first ones are enough. */
  private final Map<String, String> failures = new HashMap<>();

  Marks(Optional<FanotifyMarks> fanotify, InotifyMarks inotify) {
    this.fanotify = fanotify;
    this.inotify = inotify;
  }

  /** Takes over what was marked before, by another process that shares the queues. */
  void restore(Shelf from) {
    shelf = from;
    from.onMark(mark -> byKey.put(mark.key, mark));
  }

  private @Nullable Mark find(RawRecord.Key key) {
    var mark = byKey.get(key);
    return mark != null || shelf == null || shelf.isWhole() ? mark : shelf.mark(key);
  }

  private @Nullable Mark remove(RawRecord.Key key) {
    var mark = find(key);
    byKey.remove(key);
    if (mark != null && shelf != null) {
      shelf.gone(mark);
    }
    return mark;
  }

  /** The paths of a marked inode; none when it is not, or no more, of interest. */
  List<Node> nodes(RawRecord.@Nullable Key key) {
    var mark = key == null ? null : find(key);
    return mark == null ? List.of() : mark.nodes;
  }

  /**
   * Marks the inode at a path as its node wants.
   *
   * @return true when bits were added, so that what was seen before may be outdated already
   */
  boolean cover(Node node) {
    int before = node.mark == null ? 0 : node.mark.bits;
    int wanted = node.mark == null ? node.interest() : node.mark.interest();
    if ((wanted & ~before) != 0) {
      return add(node, wanted & ~before);
    }
    if (node.mark != null && wanted != before) {
      shrink(node, node.mark, wanted);
    }
    return false;
  }

  private boolean add(Node node, int bits) {
    boolean directory = node.seen.type() == FileType.DIRECTORY;
    try {
      var key = add(node, bits, directory);
      if (key.isEmpty()) {
        return true; // gone meanwhile: look again
      }
      var known = find(key.get());
      var mark = known == null ? byKey.computeIfAbsent(key.get(), Mark::new) : known;
      mark.bits |= bits;
      if (node.mark != mark) {
        detach(node);
        node.mark = mark;
        mark.nodes.add(node);
      }
      failures.remove(node.path);
      return true;
    } catch (LinuxException e) {
      if (failures.size() < FAILURES_MAX) {
        failures.put(node.path, inotify.explain(e, size()));
      }
      return false;
    }
  }

  private Optional<RawRecord.Key> add(Node node, int bits, boolean directory) {
    long device = node.seen.device();
    if (fanotify.isPresent() && !refused.containsKey(device)) {
      switch (fanotify.get().add(node.path, device, bits, directory)) {
        case FanotifyMarks.Marked marked -> {
          return Optional.of(marked.key());
        }
        case FanotifyMarks.Gone _ -> {
          return Optional.empty();
        }
        case FanotifyMarks.Refused why -> refused.put(device, why.reason());
      }
    }
    return inotify.add(node.path, bits);
  }

  private void shrink(Node node, Mark mark, int wanted) {
    switch (mark.key) {
      case RawRecord.Key.Handle handle ->
          fanotify.ifPresent(marks -> marks.narrow(handle, node, mark.bits & ~wanted));
      case RawRecord.Key.Descriptor number -> inotify.replace(number, node.path, wanted);
    }
    mark.bits = wanted;
  }

  /** The inode is not at this path any more, or the path of no interest. */
  void detach(Node node) {
    var mark = node.mark;
    node.mark = null;
    failures.remove(node.path);
    if (mark == null) {
      return;
    }
    mark.nodes.remove(node);
    if (!mark.nodes.isEmpty()) {
      return;
    }
    remove(mark.key);
    switch (mark.key) {
      case RawRecord.Key.Handle handle ->
          fanotify.ifPresent(marks -> marks.remove(handle, node, mark.bits));
      case RawRecord.Key.Descriptor number -> inotify.remove(number);
    }
  }

  /** The kernel has dropped a mark by itself. */
  void dropped(RawRecord.Key key) {
    var mark = remove(key);
    if (mark != null) {
      mark.nodes.forEach(node -> node.mark = null);
    }
  }

  /** A mount came or went: a device number may mean another file system now. */
  void forgetFileSystems() {
    refused.clear();
    fanotify.ifPresent(FanotifyMarks::forgetFileSystems);
  }

  /** Why a path is not covered. */
  Optional<String> failure(Node node) {
    return Optional.ofNullable(failures.get(node.path));
  }

  /** One sentence about all that is not covered. */
  Optional<String> failures() {
    return failures.values().stream().sorted().findFirst();
  }

  /** "fanotify" or "inotify", and why not the better one. */
  String mechanism(long device) {
    if (fanotify.isEmpty()) {
      return "inotify";
    }
    var reason = refused.get(device);
    return reason == null ? "fanotify" : "inotify (" + reason + ")";
  }

  int size() {
    try {
      return byKey.size() + (shelf == null || shelf.isWhole() ? 0 : shelf.marksLeft());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
