package vow.agent.watch;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import vow.agent.watch.PathEvent.Change;
import vow.agent.watch.Touches.Touch;
import vow.linux.FileType;
import vow.linux.Statx;

/**
 * Makes of one reading of the queues what is to be told. The order of kernel events is not relied
 * on: they say where to look, and what is there now decides.
 */
final class Story {
  /** What has changed on a watch's way, and how. */
  private record Turn(Node at, Touch touch) {
    boolean isAtEndOf(Watched watched) {
      return watched.lead != null && watched.lead.end() == at;
    }

    /** Of two, the one that says more: what others did, and to the end itself. */
    Turn or(Turn other, Watched watched) {
      if (touch.foreign != other.touch.foreign) {
        return touch.foreign ? this : other;
      }
      return other.isAtEndOf(watched) ? other : this;
    }
  }

  private final Paths paths;
  private final List<PathEvent> events = new ArrayList<>();

  Story(Paths paths) {
    this.paths = paths;
  }

  List<PathEvent> of(Touches touches) {
    followAgain(touches.nodes).forEach(this::written);
    touches.entries.forEach(this::entry);
    return events;
  }

  /**
   * Follows the watches again whose way has changed. First all that was touched is looked at, so
   * that no watch is followed through what has gone.
   *
   * @return the touches of what is still the same
   */
  private Map<Node, Touch> followAgain(Map<Node, Touch> touches) {
    var same = new LinkedHashMap<Node, Touch>();
    var branches = new LinkedHashMap<Node, Touch>();
    var astray = new LinkedHashMap<Watched, Turn>();
    touches.forEach((node, touch) -> {
      boolean replaced = touch.is(Bits.NAMES | Bits.LEAVES | Bits.UNMOUNT | Bits.IGNORED);
      boolean look = replaced || touch.is(Bits.ATTRIB | Bits.MOUNTED);
      if (!look || !paths.observe(node, replaced)) {
        same.put(node, touch);
        return;
      }
      branches.put(node, touch);
      for (var watched : leadingThrough(node)) {
        astray.merge(watched, new Turn(node, touch), (a, b) -> a.or(b, watched));
      }
    });
    branches.forEach(
        (node, touch) -> List.copyOf(node.trees).forEach(it -> branch(it, node, touch)));
    astray.forEach(this::again);
    return same;
  }

  /** Tells of what happened to an inode that stays in its place. */
  private void written(Node node, Touch touch) {
    for (var watched : List.copyOf(node.ends)) {
      if (watched.lead != null && !watched.lead.missing()) {
        tell(watched, touch);
      }
    }
    for (var watched : node.trees) {
      if (touch.foreign) {
        tell(watched.side, watched.inside(node.path), Change.METADATA, true, touch);
      }
    }
  }

  private static Set<Watched> leadingThrough(Node node) {
    var found = new LinkedHashSet<Watched>();
    node.each(below -> {
      found.addAll(below.ends);
      found.addAll(below.through);
    });
    return found;
  }

  /** A directory below a watch of a whole tree has gone or become another one. */
  private void branch(Watched watched, Node node, Touch touch) {
    var parent = node.parent;
    paths.leave(watched, node);
    // Otherwise its name was told too, as an entry of its parent.
    if (touch.is(Bits.MOUNTED) && parent != null) {
      paths.enter(watched, parent, node.name, found -> appeared(watched.side, found, touch));
    }
  }

  /** Follows a watch again after something on its way has changed. */
  private void again(Watched watched, Turn turn) {
    var touch = turn.touch();
    boolean wasEnd = turn.isAtEndOf(watched);
    var before = watched.last;
    paths.resolve(watched, path -> appeared(watched.side, path, touch));
    var after = watched.last;
    if (!touch.foreign) {
      return;
    }
    if (!after.seen().exists()) {
      watched.unfinished = false;
      if (before.seen().exists() || after.isNearerThan(before)) {
        tell(watched.side, watched.watch.path(), Change.VANISHED, true, touch);
      }
      return;
    }
    if ((wasEnd && touch.is(Bits.NAMES | Bits.LEAVES)) || !after.equals(before)) {
      watched.unfinished = !isComplete(watched, turn.at(), wasEnd, touch);
      tell(watched.side, watched.watch.path(), Change.APPEARED, !watched.unfinished, touch);
    }
  }

  /** False when a file may just have been made and its content be still to come. */
  private static boolean isComplete(Watched watched, Node changed, boolean wasEnd, Touch touch) {
    if (watched.last.seen().type() != FileType.FILE
        || changed.seen.type() == FileType.SYMLINK
        || touch.is(Bits.MOVED_TO | Bits.MOUNTED | Bits.UNMOUNT)) {
      return true;
    }
    if (wasEnd && touch.is(Bits.CLOSE_WRITE)) {
      return true;
    }
    return watched.lead != null
        && Statx.find(watched.lead.end().path).map(stat -> stat.links() > 1).orElse(true);
  }

  private void tell(Watched watched, Touch touch) {
    boolean content = touch.is(Bits.MODIFY | Bits.CLOSE_WRITE);
    if (touch.is(Bits.CLOSE_WRITE)) {
      watched.unfinished = false;
    } else if (content) {
      watched.unfinished = true;
    }
    if (touch.foreign && (content || touch.is(Bits.ATTRIB))) {
      var change = content ? Change.CONTENT : Change.METADATA;
      tell(watched.side, watched.watch.path(), change, !watched.unfinished, touch);
    }
  }

  private void entry(Touches.Entry entry, Touch touch) {
    var directory = entry.directory();
    for (var watched : List.copyOf(directory.ends)) {
      if (watched.hasEntries()) {
        entry(watched, directory, entry.name(), touch);
      }
    }
    for (var watched : List.copyOf(directory.trees)) {
      entry(watched, directory, entry.name(), touch);
    }
  }

  private void entry(Watched watched, Node directory, String name, Touch touch) {
    var hostPath = (directory.path.equals("/") ? "" : directory.path) + "/" + name;
    var path = watched.inside(hostPath);
    if (touch.is(Bits.NAMES)) {
      var now = Statx.find(hostPath);
      if (watched.isTree() && now.map(stat -> stat.type() == FileType.DIRECTORY).orElse(false)) {
        paths.enter(watched, directory, name, found -> appeared(watched.side, found, touch));
      }
      if (touch.foreign) {
        boolean complete =
            !watched.isTree()
                || touch.is(Bits.MOVED_TO | Bits.CLOSE_WRITE)
                || now.map(stat -> stat.type() != FileType.FILE).orElse(true);
        tell(
            watched.side,
            path,
            now.isPresent() ? Change.APPEARED : Change.VANISHED,
            complete,
            touch);
      }
    } else if (watched.isTree() && touch.foreign) {
      boolean content = touch.is(Bits.MODIFY | Bits.CLOSE_WRITE);
      tell(watched.side, path, content ? Change.CONTENT : Change.METADATA, true, touch);
    }
  }

  private void appeared(Side side, String path, Touch touch) {
    if (touch.foreign) {
      tell(side, path, Change.APPEARED, touch.is(Bits.MOVED_TO | Bits.MOUNTED), touch);
    }
  }

  private void tell(Side side, String path, Change change, boolean finished, Touch touch) {
    events.add(new PathEvent(side, path, change, finished, touch.by()));
  }
}
