package vow.agent.watch;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import vow.agent.bell.Bells;
import vow.linux.Fanotify;
import vow.linux.Inotify;
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
  private final int ownPid;
  private final String root;
  private final Map<Side, Map<Watch, Watched>> watches = new EnumMap<>(Side.class);

  /** With records that may have been read by somebody else. */
  KernelWatcher(Kernel kernel, Records records, String root, int ownPid) {
    this.kernel = kernel;
    this.records = records;
    this.ownPid = ownPid;
    this.root = root;
    marks = kernel.marks();
    paths = new Paths(marks);
    mounts = new MountPoints();
  }

  private KernelWatcher(Queues queues, String root, DataInput in) throws IOException {
    this.kernel = queues.kernel();
    this.records = queues.records();
    this.ownPid = ownPid();
    this.root = root;
    marks = kernel.marks();
    mounts = new MountPoints(in);
    var restored = Snapshot.read(in);
    marks.restore(Snapshot.byKey(restored.marks()));
    paths = new Paths(marks, restored.top());
    restored.watches().forEach(w -> watches(w.side).put(w.watch, w));
  }

  /**
   * Queues that another process made and reads, and its records of them.
   *
   * @param fanotify empty where it is not to be had
   */
  public record Queues(Inotify inotify, Optional<Fanotify> fanotify, Records records) {
    Kernel kernel() {
      return new Kernel(inotify, fanotify);
    }
  }

  /**
   * A watcher of the tree in a folder; {@code "/"} is the system itself.
   *
   * @param root real path of the folder, without symbolic links
   */
  public static KernelWatcher open(String root, Mechanism mechanism) {
    var kernel = Kernel.open(mechanism);
    return new KernelWatcher(kernel, kernel.records(), root, ownPid());
  }

  /** The same with queues that somebody else reads. */
  public static KernelWatcher with(Queues queues, String root) {
    return new KernelWatcher(queues.kernel(), queues.records(), root, ownPid());
  }

  /**
   * One that goes on where another process stopped: nothing is marked or looked at.
   *
   * @param in what {@link #write} wrote
   */
  public static KernelWatcher resume(Queues queues, String root, DataInput in) throws IOException {
    return new KernelWatcher(queues, root, in);
  }

  /** Writes all that the next process has to know. */
  public void write(DataOutput out) throws IOException {
    mounts.write(out);
    var all = new ArrayList<Watched>();
    watches.values().forEach(side -> all.addAll(side.values()));
    Snapshot.write(out, paths.top(), all);
  }

  /** Which names matter now. */
  public NameFilter filter() {
    return new NameFilter(paths.top());
  }

  private static int ownPid() {
    return (int) ProcessHandle.current().pid();
  }

  @Override
  public void register(Bells bells) {
    records.register(bells);
    mounts.register(bells);
  }

  @Override
  public void watch(Side side, Collection<Watch> wanted) {
    var less = new HashSet<>(watches(side).keySet());
    wanted.forEach(less::remove);
    change(side, wanted, less);
  }

  @Override
  public void change(Side side, Collection<Watch> more, Collection<Watch> less) {
    var known = watches(side);
    for (var watch : more) {
      if (!known.containsKey(watch)) {
        var watched = new Watched(watch, side, side == Side.KEPT ? root : "/");
        known.put(watch, watched);
        paths.resolve(watched, _ -> {});
      }
    }
    for (var watch : less) {
      var watched = known.remove(watch);
      if (watched != null) {
        paths.release(watched);
      }
    }
  }

  @Override
  public List<PathEvent> drain() {
    var touches = new Touches(marks, ownPid, writers::find);
    records.drain(touches::add);
    if (touches.overflow) {
      resolveAll();
      return List.of(PathEvent.overflow());
    }
    mounts.changed().ifPresent(points -> mountsChanged(points, touches));
    return new Story(paths).of(touches);
  }

  @Override
  public void settled() {
    records.settled();
  }

  @Override
  public Optional<String> problem() {
    return marks.failures();
  }

  @Override
  public List<Backing> describe(String path) {
    return watches(Side.KEPT).values().stream()
        .filter(watched -> watched.watch.path().equals(path))
        .map(watched -> Backing.of(watched, marks))
        .toList();
  }

  /** How many inodes are marked. */
  int markCount() {
    return marks.size();
  }

  private void mountsChanged(Set<String> points, Touches touches) {
    marks.forgetFileSystems();
    for (var point : points) {
      paths.find(point).ifPresent(touches::mounted);
    }
  }

  private void resolveAll() {
    paths.distrustAll();
    watches.values().forEach(side -> side.values().forEach(w -> paths.resolve(w, _ -> {})));
  }

  private Map<Watch, Watched> watches(Side side) {
    return watches.computeIfAbsent(side, _ -> new HashMap<>());
  }

  @Override
  public void close() {
    mounts.close();
    kernel.close();
  }
}
