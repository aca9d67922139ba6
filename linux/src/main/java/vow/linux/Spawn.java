package vow.linux;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How to start a child: {@code Spawn.of(argv).env(...).start()}. Never through ProcessBuilder,
 * whose reaper would fight with ours. The child has an empty signal mask, default signal actions,
 * the descriptors 0, 1 and 2 that are given here (/dev/null otherwise) and no other. Nothing of the
 * agent's environment is passed on. What posix_spawn(3) cannot do, user and umask, is done by a
 * chain of setpriv and sh that replace themselves; no secret may be in {@code argv}, everybody can
 * read that.
 */
public final class Spawn {
  private static final String DEFAULT_PATH =
      "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
  private static final int ARGUMENTS_MAX = 10_000;

  private final List<String> argv;
  private Map<String, String> environment = Map.of("PATH", DEFAULT_PATH);
  private String directory = "/";
  private List<String> credentials = List.of();
  private List<String> mask = List.of();
  private SpawnCall.Lineage lineage = SpawnCall.Lineage.SAME_GROUP;
  private final SpawnCall.Stdio stdio = new SpawnCall.Stdio();

  private Spawn(List<String> argv) {
    if (argv.isEmpty() || argv.size() > ARGUMENTS_MAX) {
      throw new IllegalArgumentException("a command has 1 to " + ARGUMENTS_MAX + " words");
    }
    this.argv = List.copyOf(argv);
  }

  /** The program, by path or by name on the child's PATH, and its arguments. */
  public static Spawn of(List<String> argv) {
    return new Spawn(argv);
  }

  /** The whole environment of the child. */
  public Spawn env(Map<String, String> variables) {
    environment = Map.copyOf(variables);
    return this;
  }

  /** Its working directory, "/" unless set. */
  public Spawn in(String path) {
    directory = path;
    return this;
  }

  /** Who it runs as, with exactly these supplementary groups. Needs root and setpriv(1). */
  public Spawn as(int uid, int gid, List<Integer> groups) {
    var list = groups.stream().map(String::valueOf).toList();
    credentials =
        List.of(
            "/usr/bin/setpriv",
            "--reuid=" + uid,
            "--regid=" + gid,
            list.isEmpty() ? "--clear-groups" : "--groups=" + String.join(",", list),
            "--");
    return this;
  }

  /** Its umask; the agent's unless set. */
  public Spawn umask(int bits) {
    mask = List.of("/bin/sh", "-c", "umask \"$0\" && exec \"$@\"", Integer.toOctalString(bits));
    return this;
  }

  /** Makes it the leader of a process group, which can then be signalled as a whole. */
  public Spawn newGroup() {
    lineage = SpawnCall.Lineage.NEW_GROUP;
    return this;
  }

  /** Makes it the leader of a session without terminal, and so of a group. */
  public Spawn newSession() {
    lineage = SpawnCall.Lineage.NEW_SESSION;
    return this;
  }

  public Spawn stdin(Fd fd) {
    stdio.set(0, fd);
    return this;
  }

  public Spawn stdout(Fd fd) {
    stdio.set(1, fd);
    return this;
  }

  public Spawn stderr(Fd fd) {
    stdio.set(2, fd);
    return this;
  }

  /**
   * Starts it.
   *
   * @throws LinuxException when there is no such program or directory, or it may not be executed
   */
  public PidFd start() {
    if (Statx.findFollowing(directory).map(Statx::type).orElse(FileType.UNKNOWN)
        != FileType.DIRECTORY) {
      throw new LinuxException("start " + argv.getFirst() + " in", Errno.ENOENT, directory);
    }
    var program = locate();
    var words = new ArrayList<String>();
    words.addAll(mask);
    words.addAll(credentials);
    var last = new ArrayList<>(argv);
    if (!words.isEmpty()) {
      last.set(0, program);
    }
    words.addAll(last);
    var executable = mask.isEmpty() && credentials.isEmpty() ? program : words.getFirst();
    var variables =
        environment.entrySet().stream().map(e -> e.getKey() + "=" + e.getValue()).toList();
    int pid = SpawnCall.start(executable, words, variables, directory, lineage, stdio);
    return PidFd.find(pid).orElseThrow(); // it cannot be gone: only we reap it
  }

  private String locate() {
    var name = argv.getFirst();
    if (name.indexOf('/') >= 0) {
      var path = name.startsWith("/") ? name : directory + "/" + name;
      return executable(path)
          .orElseThrow(() ->
              new LinuxException(
                  "start",
                  Statx.findFollowing(path).isPresent() ? Errno.EACCES : Errno.ENOENT,
                  name));
    }
    for (var folder : environment.getOrDefault("PATH", DEFAULT_PATH).split(":", -1)) {
      var found = executable((folder.isEmpty() ? directory : folder) + "/" + name);
      if (found.isPresent()) {
        return found.get();
      }
    }
    throw new LinuxException("start", Errno.ENOENT, name);
  }

  private static Optional<String> executable(String path) {
    return Statx.findFollowing(path)
        .filter(stat -> stat.type() == FileType.FILE && (stat.mode() & 0111) != 0)
        .map(_ -> path);
  }
}
