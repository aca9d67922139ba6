package vow.agent.watch;

import java.util.Optional;
import java.util.OptionalInt;
import vow.linux.Errno;
import vow.linux.Inotify;
import vow.linux.LinuxException;
import vow.linux.ProcFile;

/** Marks of single inodes by inotify, which works everywhere and does not tell who wrote. */
final class InotifyMarks {
  private static final String LIMIT = "/proc/sys/fs/inotify/max_user_watches";

  private final Inotify inotify;

  InotifyMarks(Inotify inotify) {
    this.inotify = inotify;
  }

  /** Adds bits to the mark of the inode at a path; empty when nothing is there any more. */
  Optional<RawRecord.Key> add(String path, int bits) {
    var watch = inotify.watchAlso(path, bits);
    return watch.isEmpty()
        ? Optional.empty()
        : Optional.of(new RawRecord.Key.Descriptor(watch.getAsInt()));
  }

  /** Sets exactly these bits, if the inode is still at the path. */
  void replace(RawRecord.Key.Descriptor key, String path, int bits) {
    var watch = bits == 0 ? OptionalInt.empty() : inotify.watch(path, bits);
    if (watch.isPresent() && watch.getAsInt() != key.watch()) {
      inotify.unwatch(watch.getAsInt()); // another one by now, whose event is on its way
    }
  }

  void remove(RawRecord.Key.Descriptor key) {
    inotify.unwatch(key.watch());
  }

  /** The message for a refusal; for the usual limit with the numbers and what to do. */
  String explain(LinuxException refusal, int count) {
    if (refusal.errno() != Errno.ENOSPC) {
      return String.valueOf(refusal.getMessage());
    }
    var limit = ProcFile.read(LIMIT).map(String::strip).orElse("unknown");
    return "unable to watch "
        + refusal.path()
        + ": "
        + count
        + " paths are watched already and fs.inotify.max_user_watches is "
        + limit
        + "; raise it, for example `sysctl fs.inotify.max_user_watches=524288`";
  }
}
