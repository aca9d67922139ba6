package vow.agent.tree;

import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import vow.linux.Directory;
import vow.linux.Errno;
import vow.linux.FileType;
import vow.linux.LinuxException;
import vow.linux.OpenFile;
import vow.linux.Root;
import vow.linux.Statx;
import vow.model.Stamp;
import vow.model.kind.Paths;

/**
 * The kept tree: {@code /}, or the folder of {@code --root}, of which no path and no symbolic link
 * leads out. Paths are absolute within it. Shared by all threads.
 */
public final class Tree implements AutoCloseable {
  private final Root root;
  private final ReentrantLock making = new ReentrantLock();

  private Tree(Root root) {
    this.root = root;
  }

  /** The tree below a folder of this machine. */
  public static Tree open(String folder) {
    return new Tree(Root.open(folder));
  }

  /** Held while folders are made that several promises may lack. */
  ReentrantLock making() {
    return making;
  }

  /** Whether this is the running system itself. */
  public boolean isSystem() {
    return root.isSystem();
  }

  /** The folder of the tree on this machine. */
  public String folder() {
    return root.path();
  }

  /** A path of the tree as programs of this machine see it. */
  public String onHost(String path) {
    return isSystem() ? path : root.path() + path;
  }

  /** What is at the path itself, a last symbolic link not followed. */
  public Optional<Statx> stat(String path) {
    return root.stat(path);
  }

  /** What is at the path, as a stamp. */
  public Stamp stamp(String path) {
    return stat(path).map(Tree::stamp).orElseGet(() -> missing(path));
  }

  private Stamp missing(String path) {
    var at = Paths.parent(path);
    for (int levels = 0; ; levels++) {
      var found = root.find(at, true);
      if (found.isPresent()) {
        try (var fd = found.get()) {
          return Stamp.missing(levels, Statx.of(fd).type() != FileType.DIRECTORY);
        }
      }
      at = Paths.parent(at);
    }
  }

  /** A stat as a stamp. */
  public static Stamp stamp(Statx stat) {
    return new Stamp(
        stat.inode(),
        stat.ctimeNs(),
        stat.sizeBytes(),
        format(stat.type()) | stat.mode(),
        (long) stat.uid() << 32 | Integer.toUnsignedLong(stat.gid()));
  }

  /** The directory that a path lies in, held open, and the name in it. */
  public Root.Place place(String path) {
    return root.place(path);
  }

  /** Like {@link #place}; empty when there is no such directory. */
  public Optional<Root.Place> findPlace(String path) {
    try {
      return Optional.of(root.place(path));
    } catch (LinuxException e) {
      if (e.errno() == Errno.ENOENT || e.errno() == Errno.ENOTDIR) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** A directory, held open. */
  public Directory directory(String path) {
    return root.directory(path);
  }

  /** A file, opened for reading; symbolic links are followed within the tree. */
  public OpenFile read(String path) {
    return root.read(path);
  }

  /** Like {@link #read}, refused with ELOOP when the path itself is a symbolic link. */
  public OpenFile readItself(String path) {
    return root.readItself(path);
  }

  @Override
  public void close() {
    root.close();
  }

  private static int format(FileType type) {
    return switch (type) {
      case FIFO -> 0010000;
      case CHARACTER_DEVICE -> 0020000;
      case DIRECTORY -> 0040000;
      case BLOCK_DEVICE -> 0060000;
      case FILE -> 0100000;
      case SYMLINK -> 0120000;
      case SOCKET -> 0140000;
      case UNKNOWN -> 0;
    };
  }
}
