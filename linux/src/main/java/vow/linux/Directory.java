package vow.linux;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A directory held open, and what can be done to the names in it. A name is one component: whatever
 * happens to the path that led here, nothing outside this directory is touched, and a symlink in
 * the way is never followed. Methods throw {@link LinuxException}.
 */
public final class Directory implements AutoCloseable {
  /** The most entries that {@link #list} reads before it gives up with E2BIG. */
  public static final int ENTRIES_MAX = 1_000_000;

  private static final int AT_SYMLINK_NOFOLLOW = 0x100;
  private static final int AT_REMOVEDIR = 0x200;
  private static final int DIRENT_NAME_AT = 19;

  /** One name in a directory; the type is UNKNOWN on file systems that do not tell it here. */
  public record Entry(String name, FileType type, long inode) {}

  /** What a rename does when the new name is taken. */
  public enum OnTaken {
    REPLACE(0),
    REFUSE(1),
    EXCHANGE(2);

    private final int flag;

    OnTaken(int flag) {
      this.flag = flag;
    }
  }

  private final Fd fd;
  private final String path;
  private long device = -1;

  Directory(Fd fd, String path) {
    this.fd = fd;
    this.path = path;
  }

  /** Opens by absolute path, symlinks followed. */
  public static Directory open(String path) {
    return new Directory(Open.DIRECTORY.at(Open.here(), path, true, 0, 0), path);
  }

  public Fd fd() {
    return fd;
  }

  /** The path it was opened by, for messages. */
  public String path() {
    return path;
  }

  public Statx stat() {
    return Statx.of(fd);
  }

  /** The file system it lies on, as {@link Statx#device} says it; asked for once. */
  public long device() {
    if (device == -1) {
      device = stat().device();
    }
    return device;
  }

  public Optional<Statx> stat(String name) {
    return Statx.findAt(fd, component(name));
  }

  /** A directory in this one. */
  public Directory directory(String name) {
    return new Directory(open(Open.DIRECTORY, name, 0), full(name));
  }

  /** Holds whatever has this name, to change its metadata. */
  public Node node(String name) {
    return new Node(open(Open.PATH, name, 0), full(name));
  }

  /** Opens for reading. A fifo does not block, a device is the caller's to refuse before. */
  public OpenFile read(String name) {
    return new OpenFile(open(Open.READ, name, 0), full(name));
  }

  /** Opens for reading and writing in place. */
  public OpenFile update(String name) {
    return new OpenFile(open(Open.UPDATE, name, 0), full(name));
  }

  /** Opens for appending and makes the file when it is missing. */
  public OpenFile append(String name, int mode) {
    return new OpenFile(open(Open.APPEND, name, mode), full(name));
  }

  /** Makes a new file; EEXIST when the name is taken. The process umask narrows the mode. */
  public OpenFile create(String name, int mode) {
    return new OpenFile(open(Open.CREATE, name, mode), full(name));
  }

  /** Makes a directory; the process umask narrows the mode. */
  public void mkdir(String name, int mode) {
    call(Call.MKDIRAT, name, mode);
  }

  /** Makes a fifo; the process umask narrows the mode. */
  public void mkfifo(String name, int mode) {
    call(Call.MKNODAT, name, 010000 | mode);
  }

  public void symlink(String target, String name) {
    try (var frame = Frame.open()) {
      long link = frame.path(component(name));
      long result = frame.call(Call.SYMLINKAT, frame.path(target), fd.number(), link);
      Frame.check(result, Call.SYMLINKAT, full(name));
    }
  }

  /** The text of a symlink; EINVAL when it is something else. */
  public String readLink(String name) {
    return Links.readAt(fd.number(), component(name), full(name));
  }

  /** Gives the file of a name here a second name, a hard link. */
  public void link(String name, Directory to, String newName) {
    try (var frame = Frame.open()) {
      long from = frame.path(component(name));
      long result =
          frame.call(
              Call.LINKAT, fd.number(), from, to.fd.number(), frame.path(component(newName)), 0);
      Frame.check(result, Call.LINKAT, full(name));
    }
  }

  public void rename(String name, Directory to, String newName, OnTaken onTaken) {
    try (var frame = Frame.open()) {
      long from = frame.path(component(name));
      long result =
          frame.call(
              Call.RENAMEAT2,
              fd.number(),
              from,
              to.fd.number(),
              frame.path(component(newName)),
              onTaken.flag);
      Frame.check(result, Call.RENAMEAT2, full(name));
    }
  }

  /** Removes a name that is not a directory. */
  public void unlink(String name) {
    call(Call.UNLINKAT, name, 0);
  }

  /** Removes an empty directory. */
  public void rmdir(String name) {
    call(Call.UNLINKAT, name, AT_REMOVEDIR);
  }

  /** Sets owner and group of a name, of a symlink itself too; -1 leaves one alone. */
  public void chown(String name, int uid, int gid) {
    try (var frame = Frame.open()) {
      long at = frame.path(component(name));
      long result = frame.call(Call.FCHOWNAT, fd.number(), at, uid, gid, AT_SYMLINK_NOFOLLOW);
      Frame.check(result, Call.FCHOWNAT, full(name));
    }
  }

  /** Sets owner and group of the directory itself; -1 leaves one alone. */
  public void chown(int uid, int gid) {
    self(Call.FCHOWN, uid, gid);
  }

  /** Sets the permission bits of the directory itself. */
  public void chmod(int mode) {
    self(Call.FCHMOD, mode, 0);
  }

  /** Returns when made, removed and renamed names have reached the disk. */
  public void sync() {
    self(Call.FSYNC, 0, 0);
  }

  /** Returns when everything written to this file system has reached the disk. */
  public void syncFileSystem() {
    self(Call.SYNCFS, 0, 0);
  }

  /** All names but "." and "..", in the order of the file system. */
  public List<Entry> list() {
    var entries = new ArrayList<Entry>();
    try (var frame = Frame.open();
        var listing = open(Open.DIRECTORY, ".", 0)) {
      int at = frame.reserveRest();
      int room = Frame.SIZE_BYTES - at;
      while (true) {
        long got = frame.call(Call.GETDENTS64, listing.number(), frame.address(at), room);
        if (Frame.check(got, Call.GETDENTS64, path) == 0) {
          return entries;
        }
        collect(frame, at, at + (int) got, entries);
        if (entries.size() > ENTRIES_MAX) {
          throw new LinuxException(Call.GETDENTS64.verb(), Errno.E2BIG, path);
        }
      }
    }
  }

  private static void collect(Frame frame, int from, int to, List<Entry> entries) {
    var in = frame.bytes();
    int length;
    for (int at = from; at < to; at += length) {
      length = Short.toUnsignedInt(in.getShort(at + 16));
      int end = at + DIRENT_NAME_AT;
      while (in.get(end) != 0) {
        end++;
      }
      var name = new byte[end - at - DIRENT_NAME_AT];
      in.get(at + DIRENT_NAME_AT, name);
      var entry = new Entry(Names.decode(name), FileType.ofDirent(in.get(at + 18)), in.getLong(at));
      if (!entry.name.equals(".") && !entry.name.equals("..")) {
        entries.add(entry);
      }
    }
  }

  private Fd open(Open how, String name, int mode) {
    try (var frame = Frame.open()) {
      var one = name.equals(".") ? name : component(name);
      long result = how.tryAt(frame, fd.number(), one, false, mode, 0);
      return Fd.of(Frame.check(result, Call.OPENAT2, full(name)));
    }
  }

  private void call(Call call, String name, long argument) {
    try (var frame = Frame.open()) {
      long result = frame.call(call, fd.number(), frame.path(component(name)), argument, 0);
      Frame.check(result, call, full(name));
    }
  }

  private void self(Call call, long a, long b) {
    try (var frame = Frame.open()) {
      Frame.check(frame.call(call, fd.number(), a, b), call, path);
    }
  }

  private static String component(String name) {
    if (name.isEmpty() || name.indexOf('/') >= 0 || name.equals(".") || name.equals("..")) {
      throw new IllegalArgumentException("not a single file name: " + name);
    }
    return name;
  }

  private String full(String name) {
    return path.endsWith("/") ? path + name : path + "/" + name;
  }

  @Override
  public void close() {
    fd.close();
  }
}
