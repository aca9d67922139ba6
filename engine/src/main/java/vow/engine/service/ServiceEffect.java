package vow.engine.service;

import vow.model.Command;
import vow.model.kind.Service;
import vow.model.service.Readiness;

/** What the supervisor asks the shell to do, in order. */
public sealed interface ServiceEffect {
  /**
   * Start a process. Answered by {@link ServiceEvent.Started}, or by {@link
   * ServiceEvent.Unstarted}.
   */
  record Launch(Service service, long run) implements ServiceEffect {}

  /**
   * Send a signal to its process.
   *
   * @param signal a name such as SIGTERM
   */
  record Signal(String name, long run, String signal) implements ServiceEffect {}

  /** Kill everything of it. */
  record KillAll(String name, long run) implements ServiceEffect {}

  /** Its process has ended: kill what is left of it. Answered by {@link ServiceEvent.Swept}. */
  record Sweep(String name, long run) implements ServiceEffect {}

  /** Look until that holds or the run is over, and answer with {@link ServiceEvent.Ready}. */
  record Probe(String name, long run, Readiness.Probed probed) implements ServiceEffect {}

  /**
   * Run the command that makes it read its configuration again. Answered by {@link
   * ServiceEvent.Reloaded}.
   */
  record RunReload(Service service, long run, int pid, Command command) implements ServiceEffect {}

  /** From now on it has to say that often that it is alive; 0 for no more. */
  record Watch(String name, long run, long withinMs) implements ServiceEffect {}

  /** It was stopped, or is not started again by itself: let go of what it has stored. */
  record Release(String name) implements ServiceEffect {}

  /** It stands differently. */
  record Changed(Standing standing) implements ServiceEffect {}

  /** Nobody promises it, and it has no process: forget it. */
  record Forget(String name) implements ServiceEffect {}

  /**
   * Send {@link ServiceEvent.Due} at that time, milliseconds since the epoch; {@link
   * Long#MAX_VALUE} for never. Replaces the one before.
   */
  record WakeAt(long timeMs) implements ServiceEffect {}
}
