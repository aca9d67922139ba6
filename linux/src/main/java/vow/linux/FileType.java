package vow.linux;

/** What kind of thing a name stands for. */
public enum FileType {
  FILE,
  DIRECTORY,
  SYMLINK,
  CHARACTER_DEVICE,
  BLOCK_DEVICE,
  FIFO,
  SOCKET,
  UNKNOWN;

  private static final int FORMAT_MASK = 0170000;

  /** From the upper bits of st_mode. */
  static FileType ofMode(int mode) {
    return ofDirent((mode & FORMAT_MASK) >> 12);
  }

  /** From d_type, which is the same number shifted. */
  static FileType ofDirent(int type) {
    return switch (type) {
      case 1 -> FIFO;
      case 2 -> CHARACTER_DEVICE;
      case 4 -> DIRECTORY;
      case 6 -> BLOCK_DEVICE;
      case 8 -> FILE;
      case 10 -> SYMLINK;
      case 12 -> SOCKET;
      default -> UNKNOWN;
    };
  }
}
