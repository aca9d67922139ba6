package vow.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import vow.agent.report.Refused;
import vow.agent.state.StateLock;

/** The folders that an agent works in, made and locked. */
final class Premises implements AutoCloseable {
  private final StateLock lock;

  private Premises(StateLock lock) {
    this.lock = lock;
  }

  /**
   * Makes the kept tree, state and runtime folders and takes the lock.
   *
   * @throws Refused when they cannot be made or another agent has the lock
   */
  static Premises enter(Places places) throws Refused {
    try {
      Files.createDirectories(places.root());
      makePrivate(places.state());
      makePrivate(places.runtime());
      var lock = StateLock.take(places.state());
      if (lock.isEmpty()) {
        throw new Refused(taken(places.state()));
      }
      return new Premises(lock.get());
    } catch (IOException e) {
      throw new Refused("unable to make " + places.state() + ": " + Refused.reason(e));
    }
  }

  @Override
  public void close() {
    try {
      lock.close();
    } catch (IOException e) {
      System.getLogger("vow").log(System.Logger.Level.DEBUG, "the lock file is gone", e);
    }
  }

  private static String taken(Path state) {
    var holder = StateLock.holder(state);
    var who = holder.isPresent() && holder.getAsLong() > 0 ? "pid " + holder.getAsLong() : "gone";
    return "unable to use "
        + state
        + ": another agent ("
        + who
        + ") keeps it;"
        + " stop it, or give this one its own --state";
  }

  private static void makePrivate(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      Files.createDirectories(folder);
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    }
  }
}
