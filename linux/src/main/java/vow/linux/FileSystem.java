package vow.linux;

import java.util.Optional;

/**
 * The file system that something lies on (statfs(2)).
 *
 * @param magic its type, see {@link Kind}
 * @param fsid its identity, 0 where it has none
 */
public record FileSystem(long magic, long fsid, long blockBytes, long blocks, long blocksFree) {
  private static final int STATFS_BYTES = 120;
  private static final int TMPFS = 0x01021994;
  private static final int RAMFS = 0x858458f6;

  /** What a file system can tell about changes. */
  public enum Kind {
    /** Changes come only through this kernel. */
    LOCAL,
    /** Other machines change it without a word. */
    NETWORK,
    /** A user-space program may change it behind the kernel. */
    FUSE,
    /** The kernel makes the content up: /proc, /sys, cgroups. */
    KERNEL
  }

  public static FileSystem of(Fd file) {
    try (var frame = Frame.open()) {
      int at = frame.reserve(STATFS_BYTES);
      long result = frame.call(Call.FSTATFS, file.number(), frame.address(at));
      Frame.check(result, Call.FSTATFS, file.toString());
      return read(frame, at);
    }
  }

  /**
   * The file system of a path, of a last symlink the one that the link itself is on; empty when
   * nothing is there.
   */
  public static Optional<FileSystem> find(String path) {
    long result;
    try (var frame = Frame.open()) {
      result = Open.PATH.tryAt(frame, Open.here(), path, false, 0, 0);
      if (Frame.is(result, Errno.ENOENT)
          || Frame.is(result, Errno.ENOTDIR)
          || Frame.is(result, Errno.ELOOP)) {
        return Optional.empty();
      }
      Frame.check(result, Call.OPENAT2, path);
    }
    try (var place = Fd.of(result)) {
      return Optional.of(of(place));
    }
  }

  private static FileSystem read(Frame frame, int at) {
    var in = frame.bytes();
    return new FileSystem(
        in.getLong(at),
        in.getLong(at + 56),
        in.getLong(at + 8),
        in.getLong(at + 16),
        in.getLong(at + 24));
  }

  public Kind kind() {
    return switch ((int) magic) {
      case 0x6969,
          0x517b,
          0xff534d42,
          0xfe534d42,
          0x01021997,
          0x00c36400,
          0x5346414f,
          0x0bd00bd0,
          0x01161970,
          0x7461636f ->
          Kind.NETWORK;
      case 0x65735546 -> Kind.FUSE;
      case 0x9fa0,
          0x62656572,
          0x27e0eb,
          0x63677270,
          0x64626720,
          0x74726163,
          0x73636673,
          0xcafe4a11,
          0x6e736673,
          0x62656570 ->
          Kind.KERNEL;
      default -> Kind.LOCAL;
    };
  }

  /** What lies on it is never on a disk, unless memory is swapped out: a tmpfs, a ramfs. */
  public boolean inMemory() {
    return (int) magic == TMPFS || (int) magic == RAMFS;
  }

  /** Its usual name, for people; hexadecimal when it is a rare one. */
  public String typeName() {
    return switch ((int) magic) {
      case 0x6969 -> "nfs";
      case 0x517b, 0xff534d42, 0xfe534d42 -> "smb";
      case 0x01021997 -> "9p";
      case 0x00c36400 -> "ceph";
      case 0x5346414f -> "afs";
      case 0x0bd00bd0 -> "lustre";
      case 0x01161970 -> "gfs2";
      case 0x7461636f -> "ocfs2";
      case 0x65735546 -> "fuse";
      case 0x9fa0 -> "proc";
      case 0x62656572 -> "sysfs";
      case 0x27e0eb, 0x63677270 -> "cgroup";
      case 0xef53 -> "ext4";
      case 0x58465342 -> "xfs";
      case 0x9123683e -> "btrfs";
      case TMPFS -> "tmpfs";
      case RAMFS -> "ramfs";
      case 0x794c7630 -> "overlay";
      case 0x2fc12fc1 -> "zfs";
      case 0xf2f52010 -> "f2fs";
      default -> "type 0x" + Long.toHexString(magic & 0xffffffffL);
    };
  }
}
