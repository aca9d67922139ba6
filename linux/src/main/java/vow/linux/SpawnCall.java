package vow.linux;

import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * posix_spawn(3) itself, the one thing that libc does better than we could: between fork and exec
 * no Java may run. The child shares our memory until it has executed, so this is quick whatever our
 * size.
 */
final class SpawnCall {
  /** The relation to us. */
  enum Lineage {
    SAME_GROUP(0),
    NEW_GROUP(0x02),
    NEW_SESSION(0x80);

    private final int flag;

    Lineage(int flag) {
      this.flag = flag;
    }
  }

  /** Descriptors 0, 1 and 2 of the child; those not set are /dev/null. */
  static final class Stdio {
    private final @Nullable Fd[] fds = new @Nullable Fd[3];

    void set(int number, Fd fd) {
      if (fd.number() < fds.length && fd.number() != number) {
        throw new IllegalArgumentException(fd + " would be overwritten before it is used");
      }
      fds[number] = fd;
    }
  }

  // Larger than any libc's posix_spawn_file_actions_t, posix_spawnattr_t and sigset_t.
  private static final int ACTIONS_BYTES = 256;
  private static final int ATTRIBUTES_BYTES = 512;
  private static final int SIGSET_BYTES = 128;
  private static final int SETSIGDEF = 0x04;
  private static final int SETSIGMASK = 0x08;
  private static final int O_RDWR = 2;
  private static final int FIRST_CLOSED = 3;

  private static final MethodHandle SPAWN = required("posix_spawn");
  private static final MethodHandle ACTIONS_INIT = required("posix_spawn_file_actions_init");
  private static final MethodHandle ACTIONS_FREE = required("posix_spawn_file_actions_destroy");
  private static final MethodHandle ADD_OPEN = required("posix_spawn_file_actions_addopen");
  private static final MethodHandle ADD_DUP = required("posix_spawn_file_actions_adddup2");
  private static final MethodHandle ADD_CHDIR = required("posix_spawn_file_actions_addchdir_np");
  private static final MethodHandle ADD_CLOSE_FROM =
      required("posix_spawn_file_actions_addclosefrom_np");
  private static final MethodHandle ATTRIBUTES_INIT = required("posix_spawnattr_init");
  private static final MethodHandle SET_FLAGS = required("posix_spawnattr_setflags");
  private static final MethodHandle SET_MASK = required("posix_spawnattr_setsigmask");
  private static final MethodHandle SET_DEFAULTS = required("posix_spawnattr_setsigdefault");

  private SpawnCall() {}

  /** Starts it and returns its pid. */
  static int start(
      String program,
      List<String> argv,
      List<String> environment,
      String directory,
      Lineage lineage,
      Stdio stdio) {
    try (var frame = Frame.open()) {
      int pid = frame.reserve(8);
      long actions = frame.address(frame.reserve(ACTIONS_BYTES));
      long attributes = attributes(frame, lineage);
      libc(frame, program, ACTIONS_INIT, actions);
      try {
        addStdio(frame, program, actions, stdio);
        libc(frame, directory, ADD_CHDIR, actions, frame.path(directory));
        libc(frame, program, ADD_CLOSE_FROM, actions, FIRST_CLOSED);
        long words = texts(frame, argv, program);
        long variables = texts(frame, environment, program);
        long path = frame.path(program);
        libc(
            frame, program, SPAWN, frame.address(pid), path, actions, attributes, words, variables);
        return frame.bytes().getInt(pid);
      } finally {
        libc(frame, program, ACTIONS_FREE, actions);
      }
    }
  }

  private static long attributes(Frame frame, Lineage lineage) {
    long attributes = frame.address(frame.reserve(ATTRIBUTES_BYTES));
    long none = frame.address(frame.reserve(SIGSET_BYTES));
    int all = frame.reserve(SIGSET_BYTES);
    for (int i = 0; i < SIGSET_BYTES; i += 8) {
      frame.bytes().putLong(all + i, -1);
    }
    libc(frame, "", ATTRIBUTES_INIT, attributes);
    libc(frame, "", SET_FLAGS, attributes, SETSIGDEF | SETSIGMASK | lineage.flag);
    libc(frame, "", SET_MASK, attributes, none);
    libc(frame, "", SET_DEFAULTS, attributes, frame.address(all));
    return attributes;
  }

  private static void addStdio(Frame frame, String program, long actions, Stdio stdio) {
    long devNull = frame.path("/dev/null");
    for (int number = 0; number < stdio.fds.length; number++) {
      var fd = stdio.fds[number];
      if (fd == null) {
        libc(frame, program, ADD_OPEN, actions, number, devNull, O_RDWR, 0);
      } else {
        libc(frame, program, ADD_DUP, actions, fd.number(), number);
      }
    }
  }

  /** A NULL-terminated array of pointers to texts. */
  private static long texts(Frame frame, List<String> texts, String program) {
    var encoded = texts.stream().map(text -> text.getBytes(StandardCharsets.UTF_8)).toList();
    int needed = encoded.stream().mapToInt(text -> text.length + 9).sum() + 16;
    if (needed > frame.room()) {
      throw new LinuxException("start", Errno.E2BIG, program);
    }
    int array = frame.reserve(8 * (texts.size() + 1));
    for (int i = 0; i < encoded.size(); i++) {
      frame.bytes().putLong(array + 8 * i, frame.text(encoded.get(i)));
    }
    return frame.address(array);
  }

  /** Calls a function that returns an error number. */
  private static void libc(Frame frame, String what, MethodHandle function, long... arguments) {
    var a = Arrays.copyOf(arguments, 7);
    int error;
    try {
      error =
          (int)
              (long) function.invokeExact(frame.state(), a[0], a[1], a[2], a[3], a[4], a[5], a[6]);
    } catch (Throwable t) {
      throw new AssertionError("a C function throws nothing", t);
    }
    if (error != 0) {
      throw new LinuxException("start", Errno.of(error), what);
    }
  }

  private static MethodHandle required(String name) {
    return Foreign.function(name)
        .orElseThrow(() -> new UnsupportedOperationException("this C library lacks " + name));
  }
}
