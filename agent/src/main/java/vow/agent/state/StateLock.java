package vow.agent.state;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.OptionalLong;
import vow.linux.Directory;
import vow.linux.Fd;
import vow.linux.Flock;
import vow.linux.LinuxException;
import vow.linux.OpenFile;

/**
 * One agent a state folder: a lock on an open file, which ends when the last process that has it
 * open ends, and the agent's pid and start time for whoever finds it taken or only wants to know.
 */
public final class StateLock implements AutoCloseable {
  private static final int START_TIME_FIELD = 19; // of /proc/PID/stat, after the name
  private final OpenFile file;

  private StateLock(OpenFile file) {
    this.file = file;
  }

  /**
   * Takes the lock of a state folder; empty when another agent has it.
   *
   * @param pid of the agent: the process that stays
   */
  public static Optional<StateLock> take(Path state, long pid) throws IOException {
    try {
      Files.createFile(
          file(state),
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    } catch (FileAlreadyExistsException _) {
      // An agent was here before.
    }
    try (var folder = Directory.open(state.toString())) {
      var file = folder.update(file(state).getFileName().toString());
      if (!Flock.tryLock(file.fd())) {
        file.close();
        return Optional.empty();
      }
      file.overwrite(
          (pid + " " + startTime(pid).orElse("0") + "\n").getBytes(StandardCharsets.US_ASCII));
      return Optional.of(new StateLock(file));
    } catch (LinuxException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  /** The lock that a process of the same agent took, by its descriptor, if it is that. */
  @SuppressWarnings("exports") // called inside of this module only
  public static Optional<StateLock> inherited(Path state, Fd descriptor) {
    try {
      var there = Files.readSymbolicLink(Path.of(descriptor.procPath()));
      return there.equals(file(state).toRealPath())
          ? Optional.of(new StateLock(OpenFile.of(descriptor, there.toString())))
          : Optional.empty();
    } catch (IOException _) {
      return Optional.empty(); // nothing is held there
    }
  }

  /** What has to stay open for the lock to be kept. */
  @SuppressWarnings("exports") // called inside of this module only
  public Fd fd() {
    return file.fd();
  }

  /** The pid of the agent that keeps this state now; empty when none does. Wakes nobody. */
  public static OptionalLong holder(Path state) {
    try {
      var words = Files.readString(file(state)).strip().split(" ", -1);
      if (words.length != 2 || !words[0].matches("[1-9][0-9]{0,17}")) {
        return OptionalLong.empty();
      }
      long pid = Long.parseLong(words[0]);
      return startTime(pid).filter(words[1]::equals).isPresent()
          ? OptionalLong.of(pid)
          : OptionalLong.empty();
    } catch (IOException _) {
      return OptionalLong.empty();
    }
  }

  @Override
  public void close() {
    try (file) {
      file.overwrite(new byte[0]);
    }
  }

  private static Path file(Path state) {
    return state.resolve("lock");
  }

  /** When a process started, so that its number cannot be taken for another's; empty: it ended. */
  private static Optional<String> startTime(long pid) {
    try {
      var stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
      var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
      return fields.length > START_TIME_FIELD && !fields[0].equals("Z")
          ? Optional.of(fields[START_TIME_FIELD])
          : Optional.empty();
    } catch (IOException _) {
      return Optional.empty();
    }
  }
}
