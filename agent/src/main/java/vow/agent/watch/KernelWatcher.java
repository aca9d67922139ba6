package vow.agent.watch;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import vow.linux.Epoll;
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
  private final Map<Watch, Watched> watches = new HashMap<>();

  /** With records that may have been read by somebody else. */
  KernelWatcher(Kernel kernel, Records records, String root, int ownPid) {
    this.kernel = kernel;
    this.records = records;
    this.ownPid = ownPid;
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
    int ownPid = (int) ProcessHandle.current().pid();
    return new KernelWatcher(kernel, kernel.records(), root, ownPid);
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
    return watches.values().stream()
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
    watches.values().forEach(watched -> paths.resolve(watched, _ -> {}));
  }

  @Override
  public void close() {
    mounts.close();
    kernel.close();
  }
}
