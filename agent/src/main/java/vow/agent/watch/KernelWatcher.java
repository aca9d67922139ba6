package vow.agent.watch;

import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import vow.agent.bell.Bells;
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

  /**
   * A watcher of the tree in a folder; {@code "/"} is the system itself.
   *
   * @param root real path of the folder, without symbolic links
   */
  public static KernelWatcher open(String root, Mechanism mechanism) {
    var kernel = Kernel.open(mechanism);
    int ownPid = (int) ProcessHandle.current().pid();
    return new KernelWatcher(kernel, kernel.records(), root, ownPid);
  }

  @Override
  public void register(Bells bells) {
    kernel.register(bells);
    mounts.register(bells);
  }

  @Override
  public void watch(Collection<Watch> kept, Collection<Watch> host) {
    watch(Side.KEPT, kept);
    watch(Side.HOST, host);
  }

  private void watch(Side side, Collection<Watch> wanted) {
    var known = watches(side);
    var gone = new HashSet<>(known.keySet());
    for (var watch : wanted) {
      gone.remove(watch);
      if (!known.containsKey(watch)) {
        var watched = new Watched(watch, side, side == Side.KEPT ? root : "/");
        known.put(watch, watched);
        paths.resolve(watched, _ -> {});
      }
    }
    for (var watch : gone) {
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
