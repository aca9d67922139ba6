package vow.agent.watch;

/** Event bits; inotify and fanotify share these numbers. */
final class Bits {
  /** Not from the kernel's queues: a mount came or went here. */
  static final int MOUNTED = 0x1;

  static final int MODIFY = 0x2;
  static final int ATTRIB = 0x4;
  static final int CLOSE_WRITE = 0x8;
  static final int MOVED_FROM = 0x40;
  static final int MOVED_TO = 0x80;
  static final int CREATE = 0x100;
  static final int DELETE = 0x200;
  static final int DELETE_SELF = 0x400;
  static final int MOVE_SELF = 0x800;
  static final int UNMOUNT = 0x2000;
  static final int OVERFLOW = 0x4000;

  /** The kernel has dropped the mark. */
  static final int IGNORED = 0x8000;

  /** An inode leaves its place. */
  static final int LEAVES = DELETE_SELF | MOVE_SELF;

  /** Names come and go in a directory. */
  static final int NAMES = CREATE | DELETE | MOVED_FROM | MOVED_TO;

  /** What makes a file another one, beside its name. */
  static final int FILE = MODIFY | ATTRIB | CLOSE_WRITE | LEAVES;

  private Bits() {}
}
