package vow.linux;

import java.util.OptionalInt;
import java.util.function.Consumer;

/**
 * File events by inode (inotify(7)): works on every file system, /proc and /sys included, and does
 * not tell who wrote. Reading never blocks.
 */
public final class Inotify implements AutoCloseable {
  public static final int MODIFY = 0x2;
  public static final int ATTRIB = 0x4;
  public static final int CLOSE_WRITE = 0x8;
  public static final int MOVED_FROM = 0x40;
  public static final int MOVED_TO = 0x80;
  public static final int CREATE = 0x100;
  public static final int DELETE = 0x200;
  public static final int DELETE_SELF = 0x400;
  public static final int MOVE_SELF = 0x800;

  /** The file system was unmounted; the watch is gone. */
  public static final int UNMOUNT = 0x2000;

  /** Events were lost; the watch number is -1. */
  public static final int OVERFLOW = 0x4000;

  /** The watch is gone: removed, or its inode deleted. */
  public static final int IGNORED = 0x8000;

  /** The event is about a directory. */
  public static final int IS_DIRECTORY = 0x40000000;

  /** Reads in one go at most, so that a busy writer cannot keep us reading. */
  private static final int READS_MAX = 64;

  private static final int ADD_TO_MASK = 0x20000000;
  private static final int DONT_FOLLOW = 0x02000000;
  private static final int EXCLUDE_UNLINKED = 0x04000000;
  private static final int NONBLOCK = 04000;
  private static final int CLOEXEC = 02000000;
  private static final int HEADER_BYTES = 16;

  /**
   * What happened to a watched inode or a name in it.
   *
   * @param watch the number that {@link #watch} gave
   * @param mask the bits above
   * @param name in the watched directory; empty when the event is about the watched inode itself
   */
  public record Event(int watch, int mask, String name) {}

  private final Fd fd;

  public Inotify() {
    try (var frame = Frame.open()) {
      long result = frame.call(Call.INOTIFY_INIT1, NONBLOCK | CLOEXEC);
      fd = Fd.of(Frame.check(result, Call.INOTIFY_INIT1, ""));
    }
  }

  /** Takes over an instance that was inherited. */
  public Inotify(Fd inherited) {
    fd = inherited;
  }

  public Fd fd() {
    return fd;
  }

  /**
   * Watches the inode at a path, a last symlink itself, for these bits, in place of those it was
   * watched for before. The number is the inode's: two names of one inode share it. Empty when
   * nothing is there.
   *
   * @throws LinuxException ENOSPC when fs.inotify.max_user_watches is reached
   */
  public OptionalInt watch(String path, int mask) {
    return watch(path, mask, DONT_FOLLOW);
  }

  /** The same, adding the bits to those that the inode was watched for before. */
  public OptionalInt watchAlso(String path, int mask) {
    return watch(path, mask, DONT_FOLLOW | ADD_TO_MASK);
  }

  /** The same for a path through /proc/self/fd, which is followed to the open file. */
  public OptionalInt watch(Fd file, int mask) {
    return watch(file.procPath(), mask, 0);
  }

  private OptionalInt watch(String path, int mask, int flags) {
    try (var frame = Frame.open()) {
      long result =
          frame.call(
              Call.INOTIFY_ADD_WATCH,
              fd.number(),
              frame.path(path),
              mask | flags | EXCLUDE_UNLINKED);
      if (Frame.is(result, Errno.ENOENT)
          || Frame.is(result, Errno.ENOTDIR)
          || Frame.is(result, Errno.ELOOP)) {
        return OptionalInt.empty();
      }
      return OptionalInt.of((int) Frame.check(result, Call.INOTIFY_ADD_WATCH, path));
    }
  }

  /** Ends a watch; one that the kernel has ended already is fine. */
  public void unwatch(int watch) {
    try (var frame = Frame.open()) {
      long result = frame.call(Call.INOTIFY_RM_WATCH, fd.number(), watch);
      if (!Frame.is(result, Errno.EINVAL)) {
        Frame.check(result, Call.INOTIFY_RM_WATCH, "");
      }
    }
  }

  /** Reads the events there are, in order, and returns how many. */
  public int drain(Consumer<Event> each) {
    int count = 0;
    try (var frame = Frame.open()) {
      int at = frame.reserveRest();
      for (int reads = 0; reads < READS_MAX; reads++) {
        long got = frame.call(Call.READ, fd.number(), frame.address(at), Frame.SIZE_BYTES - at);
        if (Frame.is(got, Errno.EAGAIN)) {
          return count;
        }
        if (!Frame.is(got, Errno.EINTR)) {
          count += parse(frame, at, at + (int) Frame.check(got, Call.READ, "inotify"), each);
        }
      }
      return count;
    }
  }

  private static int parse(Frame frame, int from, int to, Consumer<Event> each) {
    var in = frame.bytes();
    int count = 0;
    for (int at = from; at < to; count++) {
      int room = in.getInt(at + 12);
      int length = 0;
      while (length < room && in.get(at + HEADER_BYTES + length) != 0) {
        length++;
      }
      var name = new byte[length];
      in.get(at + HEADER_BYTES, name);
      each.accept(new Event(in.getInt(at), in.getInt(at + 4), Names.decode(name)));
      at += HEADER_BYTES + room;
    }
    return count;
  }

  @Override
  public void close() {
    fd.close();
  }
}
