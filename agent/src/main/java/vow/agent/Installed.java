package vow.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import vow.agent.report.Refused;
import vow.agent.run.Run;
import vow.agent.run.SystemRunner;
import vow.agent.state.Folders;

/**
 * The installed program itself, as {@code ./dist} lays it out: {@code PREFIX/lib/vow}.
 *
 * @param prefix where it is; empty for a source tree, which is nobody's to remove
 */
public record Installed(Optional<Path> prefix) {
  /** Nothing that could be removed. */
  public static final Installed NOT = new Installed(Optional.empty());

  private static final String LIBRARY = "vow.syscall";
  private static final Path DEBIAN = Path.of("/usr");
  private static final Duration LIMIT = Duration.ofMinutes(5);
  private static final Path UNIT = Path.of("/etc/systemd/system/vow.service");

  /** The one that runs. */
  public static Installed find() {
    var built = Optional.ofNullable(Path.of(System.getProperty(LIBRARY, "")).getParent());
    return new Installed(
        built.filter(Installed::isLaidOut).map(Path::getParent).map(Path::getParent));
  }

  private static boolean isLaidOut(Path built) {
    return built.endsWith(Path.of("lib/vow"))
        && Files.isDirectory(built.resolve("runtime"))
        && Files.exists(built.resolve("id"));
  }

  /** Whether there is nothing to remove. */
  public boolean isNothing() {
    return prefix.isEmpty();
  }

  /** What would be removed, in words that follow others. */
  public String text() {
    if (prefix.isEmpty()) {
      return "";
    }
    return prefix.get().equals(DEBIAN) ? ", and the Debian package vow" : ", and " + prefix.get();
  }

  /** Removes it; this process has all that it still needs. */
  public void remove() throws Refused {
    if (prefix.isEmpty()) {
      return;
    }
    if (prefix.get().equals(DEBIAN)) {
      run(List.of("dpkg", "--purge", "vow"));
      return;
    }
    try {
      removeUnit();
      Folders.delete(prefix.get());
    } catch (IOException e) {
      throw new Refused("unable to remove " + prefix.get() + ": " + Refused.reason(e));
    }
  }

  private void removeUnit() throws IOException, Refused {
    var own = prefix.orElseThrow() + "/bin/vow";
    if (!Files.exists(UNIT) || !Files.readString(UNIT).contains(own)) {
      return;
    }
    boolean runs = Files.isDirectory(Path.of("/run/systemd/system"));
    if (runs) {
      run(List.of("systemctl", "disable", "--now", "vow.service"));
    }
    Files.delete(UNIT);
    if (runs) {
      run(List.of("systemctl", "daemon-reload"));
    }
  }

  private static void run(List<String> command) throws Refused {
    try (var runner = SystemRunner.ofHost()) {
      var ended = runner.run(Run.of(command, LIMIT));
      if (!ended.succeeded()) {
        throw new Refused(String.join(" ", command) + " " + ended.text());
      }
    }
  }
}
