package vow.agent.watch;

import java.util.HashMap;
import java.util.Map;
import vow.linux.Directory;
import vow.linux.Errno;
import vow.linux.Fanotify;
import vow.linux.FileHandle;
import vow.linux.FileSystem;
import vow.linux.FileType;
import vow.linux.LinuxException;

/** Marks of single inodes by fanotify, which tells names and writers. */
final class FanotifyMarks {
  /** What came of a try. */
  sealed interface Result {}

  record Marked(RawRecord.Key key) implements Result {}

  /** Nothing is at the path any more. */
  record Gone() implements Result {}

  /** This file system cannot be watched in this way. */
  record Refused(String reason) implements Result {}

  private static final long FOR_DIRECTORY = Fanotify.ON_DIRECTORY | Fanotify.ON_CHILD;

  private final Fanotify fanotify;
  private final Map<Long, Long> fsids = new HashMap<>();

  FanotifyMarks(Fanotify fanotify) {
    this.fanotify = fanotify;
  }

  /** Adds bits to the mark of the inode at a path. */
  Result add(String path, long device, int bits, boolean directory) {
    var known = fsids.get(device);
    if (known != null) {
      return mark(path, known, mask(bits, directory)) instanceof Marked marked
          ? marked
          : new Gone(); // what worked here before still does
    }
    var fileSystem = FileSystem.find(path);
    if (fileSystem.isEmpty()) {
      return new Gone();
    }
    if (fileSystem.get().kind() == FileSystem.Kind.KERNEL) {
      return new Refused("fanotify is not used on " + fileSystem.get().typeName());
    }
    var result = mark(path, fileSystem.get().fsid(), mask(bits, directory));
    if (result instanceof Marked) {
      fsids.put(device, fileSystem.get().fsid());
    }
    return result;
  }

  private Result mark(String path, long fsid, long mask) {
    var refusal = fanotify.mark(path, mask);
    if (refusal.isPresent()) {
      return isGone(refusal.get()) ? new Gone() : new Refused("fanotify: " + refusal.get().text());
    }
    return FileHandle.find(path, fsid)
        .<Result>map(handle -> new Marked(new RawRecord.Key.Handle(handle)))
        .orElseGet(() -> {
          var _ = fanotify.unmark(path, mask);
          return new Refused("the file system has no file handles");
        });
  }

  /** Ends the mark of an inode that was seen at a node's path, wherever it is now. */
  void remove(RawRecord.Key.Handle key, Node node, int bits) {
    // The flags that came with the bits have to go too, or an empty mark would stay.
    narrow(key, node, bits | (node.seen.type() == FileType.DIRECTORY ? FOR_DIRECTORY : 0));
  }

  /** Takes bits from the mark of an inode that was seen at a node's path, wherever it is now. */
  void narrow(RawRecord.Key.Handle key, Node node, long bits) {
    if (FileHandle.find(node.path, key.handle().fsid()).filter(key.handle()::equals).isPresent()) {
      var _ = fanotify.unmark(node.path, bits);
      return;
    }
    for (var near = node.parent; near != null; near = near.parent) {
      if (near.seen.type() != FileType.DIRECTORY) {
        continue;
      }
      try (var directory = Directory.open(near.path)) {
        var _ = fanotify.unmark(key.handle(), directory, bits);
        return;
      } catch (LinuxException e) {
        // This one is gone too; any other of the file system will do.
      }
    }
  }

  void forgetFileSystems() {
    fsids.clear();
  }

  private static boolean isGone(Errno errno) {
    return errno == Errno.ENOENT || errno == Errno.ENOTDIR || errno == Errno.ELOOP;
  }

  private static long mask(int bits, boolean directory) {
    long mask = bits;
    if (directory) {
      mask |= Fanotify.ON_DIRECTORY;
      if ((bits & (Bits.CLOSE_WRITE | Bits.NAMES)) != 0) {
        mask |= Fanotify.ON_CHILD;
      }
    }
    return mask;
  }
}
