package vow.linux;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * File events with handle, name and the writer's process number (fanotify(7)), on marks of single
 * inodes. Needs CAP_SYS_ADMIN. Reading never blocks.
 */
public final class Fanotify implements AutoCloseable {
  public static final long MODIFY = 0x2;
  public static final long ATTRIB = 0x4;
  public static final long CLOSE_WRITE = 0x8;
  public static final long MOVED_FROM = 0x40;
  public static final long MOVED_TO = 0x80;
  public static final long CREATE = 0x100;
  public static final long DELETE = 0x200;
  public static final long DELETE_SELF = 0x400;
  public static final long MOVE_SELF = 0x800;

  /** Events were lost. */
  public static final long OVERFLOW = 0x4000;

  /** Mark: report the children of a directory too. */
  public static final long ON_CHILD = 0x08000000;

  /** Mark: report directories too. Event: it is about a directory. */
  public static final long ON_DIRECTORY = 0x40000000;

  private static final int CLOEXEC = 0x1;
  private static final int NONBLOCK = 0x2;
  private static final int UNLIMITED_MARKS = 0x20;
  private static final int REPORT_PIDFD = 0x80;
  private static final int REPORT_FID = 0x200;
  private static final int REPORT_DIR_FID = 0x400;
  private static final int REPORT_NAME = 0x800;
  private static final int O_CLOEXEC = 02000000;

  private static final int MARK_ADD = 0x1;
  private static final int MARK_REMOVE = 0x2;
  private static final int MARK_DONT_FOLLOW = 0x4;
  private static final int AT_FDCWD = -100;

  /** Reads in one go at most, so that a busy writer cannot keep us reading. */
  private static final int READS_MAX = 64;

  private static final int INFO_FID = 1;
  private static final int INFO_DIRECTORY_AND_NAME = 2;
  private static final int INFO_DIRECTORY = 3;
  private static final int INFO_PIDFD = 4;

  /**
   * One event; several of one file may have been merged into one.
   *
   * @param mask the bits above
   * @param pid who did it; 0 when it is not in our pid namespace
   * @param pidfd the same as a descriptor that the receiver must close, or -1
   * @param directory the directory of the name, or null
   * @param name in the directory, "." for the directory itself, empty without directory
   * @param self the inode that it happened to, or null
   */
  public record Event(
      long mask,
      int pid,
      int pidfd,
      @Nullable FileHandle directory,
      String name,
      @Nullable FileHandle self) {}

  private final Fd fd;

  /** Takes over an instance that was inherited. */
  public Fanotify(Fd inherited) {
    fd = inherited;
  }

  /**
   * A new instance; empty, with the reason lost, where it is not to be had (not root, old kernel).
   */
  public static Optional<Fanotify> open() {
    return open(0);
  }

  /** The same with a pidfd in every event (since Linux 5.15). */
  public static Optional<Fanotify> openWithPidFd() {
    return open(REPORT_PIDFD);
  }

  private static Optional<Fanotify> open(int more) {
    try (var frame = Frame.open()) {
      int flags = CLOEXEC | NONBLOCK | UNLIMITED_MARKS | REPORT_FID | REPORT_DIR_FID | REPORT_NAME;
      long result = frame.call(Call.FANOTIFY_INIT, flags | more, O_CLOEXEC);
      return result < 0 ? Optional.empty() : Optional.of(new Fanotify(Fd.of(result)));
    }
  }

  public Fd fd() {
    return fd;
  }

  /** Adds bits to the mark of an open inode; the reason when the kernel refuses. */
  public Optional<Errno> mark(Fd file, long mask) {
    return change(MARK_ADD, file, mask);
  }

  /** Takes bits from the mark of an open inode; the reason when the kernel refuses. */
  public Optional<Errno> unmark(Fd file, long mask) {
    return change(MARK_REMOVE, file, mask);
  }

  private Optional<Errno> change(int operation, Fd file, long mask) {
    return change(operation, file.procPath(), mask); // so that O_PATH descriptors will do
  }

  private Optional<Errno> change(int operation, String path, long mask) {
    try (var frame = Frame.open()) {
      long address = frame.path(path);
      long result = frame.call(Call.FANOTIFY_MARK, fd.number(), operation, mask, AT_FDCWD, address);
      return result < 0 ? Optional.of(Errno.of((int) -result)) : Optional.empty();
    }
  }

  /** Adds bits to the mark of the inode at a path, of a last symlink itself. */
  public Optional<Errno> mark(String path, long mask) {
    return change(MARK_ADD | MARK_DONT_FOLLOW, path, mask);
  }

  /** Takes bits from the mark of the inode at a path, of a last symlink itself. */
  public Optional<Errno> unmark(String path, long mask) {
    return change(MARK_REMOVE | MARK_DONT_FOLLOW, path, mask);
  }

  /**
   * Takes bits from the mark of an inode whose path is not known any more, by its handle and any
   * directory of the same file system. Needs CAP_DAC_READ_SEARCH.
   */
  public Optional<Errno> unmark(FileHandle inode, Directory near, long mask) {
    return inode
        .open(near)
        .flatMap(found -> {
          try (found) {
            return unmark(found, mask);
          }
        });
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
          count += parse(frame, at, at + (int) Frame.check(got, Call.READ, "fanotify"), each);
        }
      }
      return count;
    }
  }

  private static int parse(Frame frame, int from, int to, Consumer<Event> each) {
    var in = frame.bytes();
    int count = 0;
    for (int at = from; at < to; at += in.getInt(at), count++) {
      each.accept(event(in, at));
    }
    return count;
  }

  private static Event event(ByteBuffer in, int at) {
    FileHandle directory = null;
    FileHandle self = null;
    var name = "";
    int pidfd = -1;
    int end = at + in.getInt(at);
    int info = at + Short.toUnsignedInt(in.getShort(at + 6));
    while (info < end) {
      int length = Short.toUnsignedInt(in.getShort(info + 2));
      switch (in.get(info)) {
        case INFO_FID -> self = handle(in, info);
        case INFO_DIRECTORY -> directory = handle(in, info);
        case INFO_DIRECTORY_AND_NAME -> {
          directory = handle(in, info);
          name = name(in, info, info + length);
        }
        case INFO_PIDFD -> pidfd = in.getInt(info + 4);
        default -> {} // a kind that a later kernel adds
      }
      info += length;
    }
    return new Event(in.getLong(at + 8), in.getInt(at + 20), pidfd, directory, name, self);
  }

  private static FileHandle handle(ByteBuffer in, int info) {
    return FileHandle.parse(in, info + 12, in.getLong(info + 4));
  }

  private static String name(ByteBuffer in, int info, int end) {
    int start = info + 20 + in.getInt(info + 12);
    int stop = start;
    while (stop < end && in.get(stop) != 0) {
      stop++;
    }
    var name = new byte[stop - start];
    in.get(start, name);
    return Names.decode(name);
  }

  @Override
  public void close() {
    fd.close();
  }
}
