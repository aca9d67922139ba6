package vow.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import vow.agent.bell.Source;
import vow.agent.holder.Holder;
import vow.agent.report.Refused;
import vow.agent.state.Folders;
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
    return enter(places, ProcessHandle.current().pid());
  }

  /** The same for an agent that another process stands for. */
  static Premises enter(Places places, long pid) throws Refused {
    try {
      Files.createDirectories(places.root());
      Folders.makePrivate(places.state());
      Folders.makePrivate(places.runtime());
      var lock = StateLock.take(places.state(), pid);
      if (lock.isEmpty()) {
        throw new Refused(taken(places.state()));
      }
      return new Premises(lock.get());
    } catch (IOException e) {
      throw new Refused("unable to make " + places.state() + ": " + Refused.reason(e));
    }
  }

  /** The same for a brain: the lock stays with the holder when a brain ends. */
  static Premises enter(Places places, Holder holder) throws Refused {
    var kept = StateLock.inherited(places.state(), Holder.held(Source.LOCK));
    if (kept.isPresent()) {
      return new Premises(kept.get());
    }
    var premises = enter(places, holder.pid());
    holder.hold(Source.LOCK, premises.lock.fd());
    return premises;
  }

  @Override
  public void close() {
    lock.close();
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
}
