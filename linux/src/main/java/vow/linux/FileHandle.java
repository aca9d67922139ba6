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
  private static final int AT_EMPTY_PATH = 0x1000;
  private static final int AT_HANDLE_FID = 0x200;
  private static final int HANDLE_BYTES_MAX = 128;

  /** The handle of an open file; empty where the file system has none. */
  public static Optional<FileHandle> find(Fd file) {
    try (var frame = Frame.open()) {
      int at = frame.reserve(8 + HANDLE_BYTES_MAX);
      int mount = frame.reserve(8);
      // Only asked for as an identity, many more file systems have one (since Linux 6.5).
      long result = call(frame, file, at, mount, AT_EMPTY_PATH | AT_HANDLE_FID);
      if (Frame.is(result, Errno.EINVAL)) {
        result = call(frame, file, at, mount, AT_EMPTY_PATH);
      }
      if (Frame.is(result, Errno.EOPNOTSUPP)) {
        return Optional.empty();
      }
      Frame.check(result, Call.NAME_TO_HANDLE_AT, file.toString());
      return Optional.of(parse(frame.bytes(), at, FileSystem.of(file).fsid()));
    }
  }

  private static long call(Frame frame, Fd file, int at, int mount, int flags) {
    frame.bytes().putInt(at, HANDLE_BYTES_MAX);
    return frame.call(
        Call.NAME_TO_HANDLE_AT,
        file.number(),
        frame.path(""),
        frame.address(at),
        frame.address(mount),
        flags);
  }

  /** Reads a struct file_handle. */
  static FileHandle parse(ByteBuffer in, int at, long fsid) {
    var bytes = new byte[in.getInt(at)];
    in.get(at + 8, bytes);
    return new FileHandle(fsid, in.getInt(at + 4), new String(bytes, StandardCharsets.ISO_8859_1));
  }
}
