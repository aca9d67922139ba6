package vow.agent.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import vow.agent.blob.BlobReader;
import vow.agent.watch.PathEvent.Change;
import vow.linux.FileType;
import vow.linux.LinuxException;
import vow.linux.Root;
import vow.linux.Statx;
import vow.model.Watch;

/**
 * Whatever is done to a small tree, by chance: a watched path whose stamp has changed is told of,
 * and one that is as it was is not.
 */
class WatcherProperties {
  private static final int ROUNDS = 40;
  private static final int NOBODY = -1;
  private static final List<String> NAMES = List.of("a", "b", "c");

  @TempDir(factory = InMemory.class)
  Path folder;

  private final List<String> done = new ArrayList<>();

  @ParameterizedTest
  @MethodSource("vow.testkit.Seeds#seeds")
  void tellsWhatChangedAndNothingElse(long seed) throws Exception {
    for (var mechanism : Mechanism.values()) {
      var random = new Random(seed);
      var tree = Files.createDirectory(folder.resolve(mechanism.name()));
      var kernel = Kernel.open(mechanism);
      done.clear();
      // No pid is our own, so that this process can play the outside.
      var watcher = new KernelWatcher(kernel, kernel.records(), tree.toString(), NOBODY);
      try (kernel) {
        play(random, tree, watcher, kernel);
      } finally {
        delete(tree);
      }
    }
  }

  private void play(Random random, Path tree, KernelWatcher first, Kernel kernel)
      throws IOException {
    var watcher = first;
    var paths = Stream.generate(() -> path(random)).limit(8).distinct().toList();
    var wanted = paths.stream().map(Watch::self).toList();
    var others =
        new ArrayList<>(Stream.generate(() -> path(random)).limit(4).map(Watch::self).toList());
    watcher.watch(Side.KEPT, others);
    others.removeAll(wanted);
    watcher.change(Side.KEPT, wanted, others);
    var before = stamps(tree, paths);
    for (int round = 0; round < ROUNDS; round++) {
      for (int i = 0; i <= random.nextInt(3); i++) {
        change(random, tree);
      }

      var last = new HashMap<String, Change>();
      watcher.drain().forEach(event -> last.put(event.path(), event.change()));

      var after = stamps(tree, paths);
      for (var path : paths) {
        check(path, last, before.getOrDefault(path, ""), after.getOrDefault(path, ""));
      }
      assertThat(watcher.drain()).as("events of our own doing: %s", done).isEmpty();
      assertThat(KernelMarks.count()).as("marks: %s", done).isEqualTo(watcher.markCount());
      before = after;
      if (random.nextInt(4) == 0) {
        watcher = another(watcher, tree, kernel);
      }
    }
    watcher.abandon();
  }

  /** The process ends and another one goes on. */
  private KernelWatcher another(KernelWatcher watcher, Path tree, Kernel kernel)
      throws IOException {
    done.add("another");
    var left = watcher.leave();
    watcher.abandon();
    var in = new BlobReader(left.bytes());
    var other = new KernelWatcher(kernel, kernel.records(), tree.toString(), NOBODY, in);
    assertThat(other.markCount()).as("marks: %s", done).isEqualTo(KernelMarks.count());
    return other;
  }

  private void check(String path, Map<String, Change> last, String before, String after) {
    if (before.isEmpty() && after.isEmpty()) {
      // Something on its way may have come or gone.
      assertThat(last.getOrDefault(path, Change.VANISHED))
          .as("%s: %s", path, done)
          .isEqualTo(Change.VANISHED);
    }
    if (!before.equals(after)) {
      assertThat(last).as("%s: %s -> %s: %s", path, before, after, done).containsKey(path);
      assertThat(last.get(path) == Change.VANISHED)
          .as("%s: %s", path, done)
          .isEqualTo(after.isEmpty());
    }
  }

  /** What is at each path; empty text for nothing. */
  private static Map<String, String> stamps(Path tree, List<String> paths) {
    var stamps = new HashMap<String, String>();
    try (var root = Root.open(tree.toString())) {
      for (var path : paths) {
        try {
          stamps.put(path, root.stat(path).map(WatcherProperties::stamp).orElse(""));
        } catch (LinuxException e) {
          stamps.put(path, ""); // a loop of links
        }
      }
    }
    return stamps;
  }

  /** A directory's size and times follow its entries, which are not watched. */
  private static String stamp(Statx stat) {
    var identity = stat.type() + " " + stat.inode() + " " + Integer.toOctalString(stat.mode());
    return stat.type() == FileType.DIRECTORY ? identity : identity + " " + stat.ctimeNs();
  }

  private static String path(Random random) {
    var path = new StringBuilder();
    for (int i = 0; i <= random.nextInt(3); i++) {
      path.append('/').append(NAMES.get(random.nextInt(NAMES.size())));
    }
    return path.toString();
  }

  private void change(Random random, Path tree) {
    var path = path(random);
    var other = path(random);
    int kind = random.nextInt(12);
    done.add(kind + " " + path + " " + other);
    var at = Path.of(tree + path);
    var to = Path.of(tree + other);
    try {
      switch (kind) {
        case 0, 1 -> Files.createDirectories(at);
        case 2 -> Files.writeString(at, other);
        case 3 -> Files.createFile(at);
        case 4, 5 -> Files.move(at, to, StandardCopyOption.ATOMIC_MOVE);
        case 6 ->
            Files.createSymbolicLink(
                at, Path.of(random.nextBoolean() ? other : other.substring(1)));
        case 7 -> Files.createLink(at, to);
        case 8 -> delete(at);
        case 9 ->
            Files.setPosixFilePermissions(
                at,
                PosixFilePermissions.fromString(random.nextBoolean() ? "rwx------" : "rwxr-xr-x"));
        case 10 -> Files.deleteIfExists(at);
        case 11 -> Files.setLastModifiedTime(at, FileTime.fromMillis(random.nextInt(1000)));
        default -> throw new IllegalStateException("no such change");
      }
    } catch (IOException e) {
      done.set(done.size() - 1, done.getLast() + " refused");
    }
  }

  private static void delete(Path path) throws IOException {
    if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
      try (var entries = Files.list(path)) {
        for (var entry : entries.toList()) {
          delete(entry);
        }
      }
    }
    Files.delete(path);
  }
}
