package vow.linux;

/**
 * The system calls in use: number on x86-64, number on aarch64, and the verb for messages ("unable
 * to VERB WHAT").
 */
enum Call {
  READ(0, 63, "read"),
  WRITE(1, 64, "write"),
  CLOSE(3, 57, "close"),
  LSEEK(8, 62, "seek"),
  MMAP(9, 222, "map"),
  PREAD64(17, 67, "read"),
  FCNTL(72, 25, "control"),
  FLOCK(73, 32, "lock"),
  FSYNC(74, 82, "sync"),
  FTRUNCATE(77, 46, "truncate"),
  FCHMOD(91, 52, "change the mode of"),
  FCHOWN(93, 55, "change the owner of"),
  UMASK(95, 166, "set the umask"),
  GETEUID(107, 175, "read the user id"),
  GETEGID(108, 177, "read the group id"),
  KILL(62, 129, "signal"),
  FSTATFS(138, 44, "inspect the file system of"),
  LSETXATTR(189, 6, "set an extended attribute of"),
  FSETXATTR(190, 7, "set an extended attribute of"),
  LGETXATTR(192, 9, "read an extended attribute of"),
  FGETXATTR(193, 10, "read an extended attribute of"),
  LLISTXATTR(195, 12, "list the extended attributes of"),
  FLISTXATTR(196, 13, "list the extended attributes of"),
  LREMOVEXATTR(198, 15, "remove an extended attribute of"),
  FREMOVEXATTR(199, 16, "remove an extended attribute of"),
  GETDENTS64(217, 61, "list"),
  EPOLL_CTL(233, 21, "wait for"),
  WAITID(247, 95, "wait for"),
  INOTIFY_ADD_WATCH(254, 27, "watch"),
  INOTIFY_RM_WATCH(255, 28, "stop watching"),
  MKDIRAT(258, 34, "make the directory"),
  MKNODAT(259, 33, "make the special file"),
  FCHOWNAT(260, 54, "change the owner of"),
  UNLINKAT(263, 35, "remove"),
  LINKAT(265, 37, "link"),
  SYMLINKAT(266, 36, "make the symbolic link"),
  FCHMODAT(268, 53, "change the mode of"),
  READLINKAT(267, 78, "read the symbolic link"),
  PPOLL(271, 73, "wait for"),
  EPOLL_PWAIT(281, 22, "wait for events"),
  TIMERFD_CREATE(283, 85, "make a timer"),
  TIMERFD_SETTIME(286, 86, "set a timer"),
  EVENTFD2(290, 19, "make an event counter"),
  EPOLL_CREATE1(291, 20, "make an event queue"),
  PIPE2(293, 59, "make a pipe"),
  INOTIFY_INIT1(294, 26, "start inotify"),
  FANOTIFY_INIT(300, 262, "start fanotify"),
  FANOTIFY_MARK(301, 263, "mark"),
  NAME_TO_HANDLE_AT(303, 264, "identify"),
  OPEN_BY_HANDLE_AT(304, 265, "open"),
  SYNCFS(306, 267, "sync the file system of"),
  RENAMEAT2(316, 276, "rename"),
  MEMFD_CREATE(319, 279, "make a memory file"),
  STATX(332, 291, "inspect"),
  PIDFD_SEND_SIGNAL(424, 424, "signal"),
  PIDFD_OPEN(434, 434, "open the process"),
  PIDFD_GETFD(438, 438, "take a descriptor of"),
  OPENAT2(437, 437, "open"),
  SOCKET(41, 198, "make a socket"),
  CONNECT(42, 203, "connect to"),
  SENDTO(44, 206, "send to"),
  RECVFROM(45, 207, "receive from"),
  SENDMSG(46, 211, "send to"),
  SHUTDOWN(48, 210, "close"),
  BIND(49, 200, "listen on"),
  LISTEN(50, 201, "listen on"),
  GETSOCKNAME(51, 204, "inspect"),
  SETSOCKOPT(54, 208, "set up"),
  ACCEPT4(288, 242, "accept from");

  /** Which of the two tables holds here; struct layouts and some flags differ with it. */
  static final boolean AARCH64 = "aarch64".equals(System.getProperty("os.arch"));

  private final int x86;
  private final int aarch64;
  private final String verb;

  Call(int x86, int aarch64, String verb) {
    this.x86 = x86;
    this.aarch64 = aarch64;
    this.verb = verb;
  }

  int number() {
    return AARCH64 ? aarch64 : x86;
  }

  String verb() {
    return verb;
  }
}
