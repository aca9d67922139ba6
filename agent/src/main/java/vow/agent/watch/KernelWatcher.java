package vow.agent.watch;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import vow.agent.watch.PathEvent.Change;
import vow.agent.watch.Touches.Touch;
import vow.linux.Epoll;
import vow.linux.FileType;
import vow.linux.Statx;
import vow.model.Watch;

/**
 * Watches by fanotify and inotify, whatever is done to any part of a path. Everything is marked in
 * the kernel before {@link #watch} returns; nothing is done between events.
 */
public final class KernelWatcher implements Watcher {
  private final Kernel kernel;
  private final Records records;
  private final Marks marks;
  private final Paths paths;
  private final MountPoints mounts;
  private final WriterLookup writers = new WriterLookup("/proc");
  private final int ownPid = (int) ProcessHandle.current().pid();
  private final Map<Watch, Watched> watches = new HashMap<>();
  private List<PathEvent> events = new ArrayList<>();

  private KernelWatcher(Kernel kernel, Records records, String root) {
    this.kernel = kernel;
    this.records = records;
    marks = kernel.marks();
    paths = new Paths(marks, root);
    mounts = new MountPoints();
  }

  /**
   * A watcher of the tree in a folder; {@code "/"} is the system itself.
   *
   * @param root real path of the folder, without symbolic links
   */
  public static KernelWatcher open(String root, Mechanism mechanism) {
    var kernel = Kernel.open(mechanism);
    return new KernelWatcher(kernel, kernel.records(), root);
  }

  @Override
  public void register(Epoll epoll) {
    kernel.register(epoll);
    mounts.register(epoll);
  }

  @Override
  public void watch(Collection<Watch> wanted) {
    var gone = new HashSet<>(watches.keySet());
    for (var watch : wanted) {
      gone.remove(watch);
      if (!watches.containsKey(watch)) {
        var watched = new Watched(watch);
        watches.put(watch, watched);
        paths.resolve(watched, _ -> {});
      }
    }
    for (var watch : gone) {
      var watched = watches.remove(watch);
      if (watched != null) {
        paths.release(watched);
      }
    }
  }

  @Override
  public List<PathEvent> drain() {
    var touches = new Touches(marks, ownPid, writers::find);
    records.drain(touches::add);
    events = new ArrayList<>();
    if (touches.overflow) {
      resolveAll();
      return List.of(PathEvent.overflow());
    }
    touches.nodes.forEach(this::touched);
    touches.entries.forEach(this::touched);
    mounts.changed().ifPresent(this::mountsChanged);
    return events;
  }

  @Override
  public Optional<String> problem() {
    return marks.failures();
  }

  @Override
  public List<Backing> describe(String path) {
    return watches.values().stream()
        .filter(watched -> watched.watch.path().equals(path))
        .map(watched -> Backing.of(watched, marks))
        .toList();
  }

  /** How many inodes are marked. */
  int markCount() {
    return marks.size();
  }

  private void mountsChanged(Set<String> points) {
    marks.forgetFileSystems();
    for (var point : points) {
      var touch = new Touch();
      touch.bits = Bits.MOUNTED;
      touch.foreign = true;
      paths.find(point).ifPresent(node -> touched(node, touch));
    }
  }

  private void resolveAll() {
    paths.distrustAll();
    watches.values().forEach(watched -> paths.resolve(watched, _ -> {}));
  }

  private void touched(Node node, Touch touch) {
    boolean replaced = touch.is(Bits.NAMES | Bits.LEAVES | Bits.UNMOUNT | Bits.IGNORED);
    boolean look = replaced || touch.is(Bits.ATTRIB | Bits.MOUNTED);
    if (look && paths.observe(node, replaced)) {
      var leading = leadingThrough(node);
      for (var watched : List.copyOf(node.trees)) {
        branch(watched, node, touch);
      }
      for (var watched : leading) {
        again(watched, node, touch);
      }
      return;
    }
    for (var watched : List.copyOf(node.ends)) {
      if (watched.lead != null && !watched.lead.missing()) {
        tell(watched, touch);
      }
    }
    for (var watched : node.trees) {
      if (touch.foreign) {
        tell(watched.inside(node.path), Change.METADATA, true, touch);
      }
    }
  }

  private static Set<Watched> leadingThrough(Node node) {
    var found = new LinkedHashSet<Watched>();
    node.each(below -> {
      found.addAll(below.ends);
      found.addAll(below.through);
      found.addAll(below.trees);
    });
    return found;
  }

  /** A directory below a watch of a whole tree has gone or become another one. */
  private void branch(Watched watched, Node node, Touch touch) {
    var parent = node.parent;
    paths.leave(watched, node);
    // Otherwise its name was told too, as an entry of its parent.
    if (touch.is(Bits.MOUNTED) && parent != null) {
      paths.enter(watched, parent, node.name, found -> appeared(found, touch));
    }
  }

  /** Follows a watch again after something on its way has changed. */
  private void again(Watched watched, Node changed, Touch touch) {
    boolean wasEnd = watched.lead != null && watched.lead.end() == changed;
    var before = watched.last;
    paths.resolve(watched, path -> appeared(path, touch));
    var after = watched.last;
    if (!touch.foreign) {
      return;
    }
    if (!after.seen().exists()) {
      watched.unfinished = false;
      if (before.seen().exists()) {
        tell(watched.watch.path(), Change.VANISHED, true, touch);
      }
      return;
    }
    if (wasEnd && touch.is(Bits.NAMES | Bits.LEAVES) || !after.equals(before)) {
      watched.unfinished = !isComplete(watched, changed, touch);
      tell(watched.watch.path(), Change.APPEARED, !watched.unfinished, touch);
    }
  }

  /** False when a file may just have been made and its content be still to come. */
  private static boolean isComplete(Watched watched, Node changed, Touch touch) {
    boolean wasEnd = watched.lead != null && watched.lead.end() == changed;
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
      tell(watched.watch.path(), change, !watched.unfinished, touch);
    }
  }

  private void touched(Touches.Entry entry, Touch touch) {
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
        paths.enter(watched, directory, name, found -> appeared(found, touch));
      }
      if (touch.foreign) {
        boolean complete =
            !watched.isTree()
                || touch.is(Bits.MOVED_TO | Bits.CLOSE_WRITE)
                || now.map(stat -> stat.type() != FileType.FILE).orElse(true);
        tell(path, now.isPresent() ? Change.APPEARED : Change.VANISHED, complete, touch);
      }
    } else if (watched.isTree() && touch.foreign) {
      boolean content = touch.is(Bits.MODIFY | Bits.CLOSE_WRITE);
      tell(path, content ? Change.CONTENT : Change.METADATA, true, touch);
    }
  }

  private void appeared(String path, Touch touch) {
    if (touch.foreign) {
      tell(path, Change.APPEARED, touch.is(Bits.MOVED_TO | Bits.MOUNTED), touch);
    }
  }

  private void tell(String path, Change change, boolean finished, Touch touch) {
    events.add(new PathEvent(path, change, finished, touch.by()));
  }

  @Override
  public void close() {
    mounts.close();
    kernel.close();
  }
}
