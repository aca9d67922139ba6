package vow.agent.keeper;

import vow.linux.FileType;

/** Kinds of things in a tree, in words. */
final class Types {
  private Types() {}

  static String text(FileType type) {
    return switch (type) {
      case FILE -> "a regular file";
      case DIRECTORY -> "a directory";
      case SYMLINK -> "a symbolic link";
      case CHARACTER_DEVICE -> "a character device";
      case BLOCK_DEVICE -> "a block device";
      case FIFO -> "a fifo";
      case SOCKET -> "a socket";
      case UNKNOWN -> "something unknown";
    };
  }
}
