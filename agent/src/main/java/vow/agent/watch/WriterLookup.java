package vow.agent.watch;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vow.linux.Links;
import vow.linux.LinuxException;
import vow.linux.ProcFile;
import vow.model.Writer;

/**
 * Who a process is, as far as /proc still tells. A writer is often gone in a moment: look at once,
 * what goes first first.
 */
public final class WriterLookup {
  private static final String NO_LOGIN = "4294967295";
  private static final String V2_GROUP = "0::";

  private final String proc;

  /** {@code proc} is where the proc file system is mounted. */
  public WriterLookup(String proc) {
    this.proc = proc;
  }

  /** What can be found out; at least the pid. */
  public Writer find(int pid) {
    var exe = link(pid, "exe");
    var status = read(pid, "status");
    if (status.isEmpty()) {
      return new Writer(pid, exe, null, null, null, null, null, null);
    }
    var stat = read(pid, "stat");
    return new Writer(
        pid,
        exe,
        field(status, "Name"),
        number(word(field(status, "Uid"), 1)),
        read(pid, "loginuid").isEmpty() ? null : login(read(pid, "loginuid").strip()),
        group(read(pid, "cgroup")),
        number(field(status, "PPid")),
        terminal(stat));
  }

  private @Nullable String link(int pid, String name) {
    try {
      return Links.read(proc + "/" + pid + "/" + name);
    } catch (LinuxException e) {
      return null;
    }
  }

  private String read(int pid, String name) {
    return ProcFile.read(proc + "/" + pid + "/" + name).orElse("");
  }

  private static @Nullable Integer login(String text) {
    return text.equals(NO_LOGIN) ? null : number(text);
  }

  private static @Nullable String field(String status, String name) {
    return status
        .lines()
        .filter(line -> line.startsWith(name + ":"))
        .map(line -> line.substring(name.length() + 1).strip())
        .findFirst()
        .orElse(null);
  }

  private static @Nullable String word(@Nullable String text, int index) {
    var words = text == null ? new String[0] : text.split("\\s+", -1);
    return index < words.length ? words[index] : null;
  }

  private static @Nullable Integer number(@Nullable String text) {
    try {
      return text == null ? null : Integer.valueOf(text);
    } catch (NumberFormatException e) {
      return null;
    }
  }

  /** The cgroup of the unified hierarchy, else that of the first one. */
  private static @Nullable String group(String groups) {
    Optional<String> unified = groups.lines().filter(line -> line.startsWith(V2_GROUP)).findFirst();
    return unified
        .or(() -> groups.lines().findFirst())
        .map(line -> line.substring(line.lastIndexOf(':') + 1))
        .orElse(null);
  }

  /** The controlling terminal: field 7 of stat, after the name in parentheses. */
  private static @Nullable String terminal(String stat) {
    var device = number(word(stat.substring(stat.lastIndexOf(')') + 1).strip(), 4));
    return device == null ? null : terminal((int) device);
  }

  /** The device of a terminal by its number as in proc_pid_stat(5); null when it is none. */
  public static @Nullable String terminal(int device) {
    int major = (device >> 8) & 0xfff;
    int minor = (device & 0xff) | ((device >> 12) & 0xfff00);
    if (major >= 136 && major <= 143) {
      return "/dev/pts/" + (minor + (major - 136) * 256);
    }
    if (major == 4) {
      return minor < 64 ? "/dev/tty" + minor : "/dev/ttyS" + (minor - 64);
    }
    return null;
  }
}
