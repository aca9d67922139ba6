package vow.agent.watch;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vow.agent.bell.Bells;
import vow.agent.blob.Blob;
import vow.agent.blob.BlobReader;
import vow.agent.blob.BlobWriter;
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

  /** All watches, when nothing is on the shelf. */
  private final Map<Side, Map<Watch, Watched>> watches = new EnumMap<>(Side.class);

  /** What another process left; null when all of it was decoded, or none did. */
  private @Nullable Shelf shelf;

  /** The names that mattered to it. */
  private @Nullable NameFilter filter;

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

  /** The same, and it goes on where another stopped. */
  KernelWatcher(Kernel kernel, Records records, String root, int ownPid, BlobReader in)
      throws IOException {
    this.kernel = kernel;
    this.records = records;
    this.ownPid = ownPid;
    this.root = root;
    marks = kernel.marks();
    mounts = new MountPoints(in);
    filter = NameFilter.read(in);
    shelf = new Shelf(in);
    in.end();
    marks.restore(shelf);
    paths = new Paths(marks, shelf.top());
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
   * One that goes on where another process stopped: nothing is marked or looked at, and no more is
   * decoded than events concern.
   *
   * @param left {@link Left#bytes}
   */
  public static KernelWatcher resume(Queues queues, String root, ByteBuffer left)
      throws IOException {
    return new KernelWatcher(
        queues.kernel(), queues.records(), root, ownPid(), new BlobReader(left));
  }

  /**
   * What this process leaves when it ends.
   *
   * @param bytes all that the next one has to know
   * @param filter which names matter
   */
  public record Left(Blob bytes, NameFilter filter) {}

  /** Leaves the marks to the next process. */
  public Left leave() throws IOException {
    var names = names();
    var out = new BlobWriter();
    mounts.write(out);
    names.write(out);
    if (shelf == null) {
      var all = new ArrayList<Watched>();
      watches.values().forEach(side -> all.addAll(side.values()));
      Snapshot.write(out, paths.top(), all);
    } else {
      Snapshot.write(out, shelf);
    }
    return new Left(out.done(), names);
  }

  private NameFilter names() {
    if (shelf == null || shelf.isWhole() || filter == null) {
      everything();
      return NameFilter.of(paths.top());
    }
    return filter
        .with(shelf.nodes())
        .orElseGet(() -> {
          everything();
          return NameFilter.of(paths.top());
        });
  }

  /** Decodes all that was left, for what concerns all of it. */
  private void everything() {
    var some = shelf;
    if (some != null) {
      some.all();
      shelf = null;
      for (var watched : some.watches()) {
        watches(watched.side).put(watched.watch, watched);
      }
    }
  }

  /** How much was decoded of what another process left; everything, when none did. */
  int decoded() {
    return shelf == null ? Integer.MAX_VALUE : shelf.nodes().size() + shelf.watches().size();
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
    everything();
    var less = new HashSet<>(watches(side).keySet());
    wanted.forEach(less::remove);
    change(side, wanted, less);
  }

  @Override
  public void change(Side side, Collection<Watch> more, Collection<Watch> less) {
    everything();
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
    everything();
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
    everything();
    paths.distrustAll();
    watches.values().forEach(side -> side.values().forEach(w -> paths.resolve(w, _ -> {})));
  }

  private Map<Watch, Watched> watches(Side side) {
    return watches.computeIfAbsent(side, _ -> new HashMap<>());
  }

  /** Ends what is not the queues. */
  void abandon() {
    mounts.close();
  }

  @Override
  public void close() {
    abandon();
    kernel.close();
  }
}
