package vow.linux;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The name of an inode that no rename changes and no later inode gets (name_to_handle_at(2)); what
 * fanotify reports. A value, made to be a key.
 *
 * @param fsid the file system, as in statfs(2)
 * @param type how the file system reads the bytes
 * @param bytes opaque, one byte a character
 */
public record FileHandle(long fsid, int type, String bytes) {
  private static final int AT_FDCWD = -100;
  private static final int AT_EMPTY_PATH = 0x1000;
  private static final int AT_HANDLE_FID = 0x200;
  private static final int O_PATH = 010000000;
  private static final int O_CLOEXEC = 02000000;
  private static final int HANDLE_BYTES_MAX = 128;

  /** The handle of an open file; empty where the file system has none. */
  public static Optional<FileHandle> find(Fd file) {
    return find(file.number(), "", AT_EMPTY_PATH, FileSystem.of(file).fsid());
  }

  /**
   * The handle of what is at a path, a last symlink itself, on a file system whose fsid the caller
   * knows; empty where nothing is or the file system has none.
   */
  public static Optional<FileHandle> find(String path, long fsid) {
    return find(AT_FDCWD, path, 0, fsid);
  }

  private static Optional<FileHandle> find(int directory, String path, int flags, long fsid) {
    try (var frame = Frame.open()) {
      int at = frame.reserve(8 + HANDLE_BYTES_MAX);
      // Only asked for as an identity, many more file systems have one (since Linux 6.5).
      long result = call(frame, directory, path, at, flags | AT_HANDLE_FID);
      if (Frame.is(result, Errno.EINVAL)) {
        result = call(frame, directory, path, at, flags);
      }
      if (Frame.is(result, Errno.EOPNOTSUPP)
          || Frame.is(result, Errno.ENOENT)
          || Frame.is(result, Errno.ENOTDIR)
          || Frame.is(result, Errno.ELOOP)) {
        return Optional.empty();
      }
      Frame.check(result, Call.NAME_TO_HANDLE_AT, path);
      return Optional.of(parse(frame.bytes(), at, fsid));
    }
  }

  private static long call(Frame frame, int directory, String path, int at, int flags) {
    frame.bytes().putInt(at, HANDLE_BYTES_MAX);
    long mount = frame.address(frame.reserve(8));
    return frame.call(
        Call.NAME_TO_HANDLE_AT, directory, frame.path(path), frame.address(at), mount, flags);
  }

  /** Opens the inode as a place (O_PATH); empty when it is gone or the handle cannot be opened. */
  Optional<Fd> open(Directory near) {
    try (var frame = Frame.open()) {
      int at = frame.reserve(8 + HANDLE_BYTES_MAX);
      byte[] raw = bytes.getBytes(StandardCharsets.ISO_8859_1);
      frame.bytes().putInt(at, raw.length).putInt(at + 4, type).put(at + 8, raw);
      long result =
          frame.call(
              Call.OPEN_BY_HANDLE_AT, near.fd().number(), frame.address(at), O_PATH | O_CLOEXEC);
      return result < 0 ? Optional.empty() : Optional.of(Fd.of(result));
    }
  }

  /** Reads a struct file_handle. */
  static FileHandle parse(ByteBuffer in, int at, long fsid) {
    var bytes = new byte[in.getInt(at)];
    in.get(at + 8, bytes);
    return new FileHandle(fsid, in.getInt(at + 4), new String(bytes, StandardCharsets.ISO_8859_1));
  }
}
