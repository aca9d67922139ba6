package vow.linux;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * What the kernel knows of a file, in one system call (statx(2)).
 *
 * @param mode permission bits with setuid, setgid and sticky: 07777 at most
 * @param deviceMajor of the special file, 0 otherwise
 * @param device the file system it lies on, {@code major << 32 | minor}
 * @param ctimeNs last change of content or metadata, since the epoch
 * @param attributes STATX_ATTR_ bits, see {@link #isImmutable}
 */
public record Statx(
    FileType type,
    int mode,
    int uid,
    int gid,
    long links,
    long inode,
    long device,
    long sizeBytes,
    long ctimeNs,
    long mtimeNs,
    int deviceMajor,
    int deviceMinor,
    long attributes) {
  private static final int AT_FDCWD = -100;
  private static final int AT_SYMLINK_NOFOLLOW = 0x100;
  private static final int AT_NO_AUTOMOUNT = 0x800;
  private static final int AT_EMPTY_PATH = 0x1000;
  private static final int STATX_BASIC_STATS = 0x7ff;
  private static final int STATX_SIZE_BYTES = 256;
  private static final int PERMISSION_MASK = 07777;
  private static final long ATTR_IMMUTABLE = 0x10;
  private static final long ATTR_APPEND = 0x20;
  private static final long NS_PER_S = 1_000_000_000L;

  /** The thing at this path itself, a symlink not followed; empty when nothing is there. */
  public static Optional<Statx> find(String path) {
    return find(AT_FDCWD, path, AT_SYMLINK_NOFOLLOW);
  }

  /** What this path leads to, symlinks followed; empty when nothing is there. */
  public static Optional<Statx> findFollowing(String path) {
    return find(AT_FDCWD, path, 0);
  }

  /** The thing of this name in a directory, a symlink not followed; empty when nothing is there. */
  public static Optional<Statx> findAt(Fd directory, String name) {
    return find(directory.number(), name, AT_SYMLINK_NOFOLLOW);
  }

  /** An open file, also one opened with O_PATH. */
  public static Statx of(Fd file) {
    return find(file.number(), "", AT_EMPTY_PATH)
        .orElseThrow(() -> new LinuxException(Call.STATX.verb(), Errno.ENOENT, file.toString()));
  }

  private static Optional<Statx> find(int directory, String path, int flags) {
    try (var frame = Frame.open()) {
      int at = frame.reserve(STATX_SIZE_BYTES);
      long result =
          frame.call(
              Call.STATX,
              directory,
              frame.path(path),
              flags | AT_NO_AUTOMOUNT,
              STATX_BASIC_STATS,
              frame.address(at));
      if (Frame.is(result, Errno.ENOENT) || Frame.is(result, Errno.ENOTDIR)) {
        return Optional.empty();
      }
      Frame.check(result, Call.STATX, path);
      return Optional.of(read(frame.bytes(), at));
    }
  }

  private static Statx read(ByteBuffer in, int at) {
    int mode = Short.toUnsignedInt(in.getShort(at + 28));
    return new Statx(
        FileType.ofMode(mode),
        mode & PERMISSION_MASK,
        in.getInt(at + 20),
        in.getInt(at + 24),
        Integer.toUnsignedLong(in.getInt(at + 16)),
        in.getLong(at + 32),
        (long) in.getInt(at + 136) << 32 | Integer.toUnsignedLong(in.getInt(at + 140)),
        in.getLong(at + 40),
        in.getLong(at + 96) * NS_PER_S + in.getInt(at + 104),
        in.getLong(at + 112) * NS_PER_S + in.getInt(at + 120),
        in.getInt(at + 128),
        in.getInt(at + 132),
        in.getLong(at + 8));
  }

  /** True when not even root may change it (chattr +i). */
  public boolean isImmutable() {
    return (attributes & ATTR_IMMUTABLE) != 0;
  }

  /** True when it can only be appended to (chattr +a). */
  public boolean isAppendOnly() {
    return (attributes & ATTR_APPEND) != 0;
  }

  /** True when both describe the same inode. */
  public boolean isSameFile(Statx other) {
    return inode == other.inode && device == other.device;
  }
}
