package vow.model.service;

import vow.model.Command;

/** How a service reads its configuration again without ending. */
public sealed interface Reload {
  /** It cannot: it is restarted. */
  record Restarting() implements Reload {}

  /**
   * By a signal.
   *
   * @param signal a name such as SIGHUP
   */
  record BySignal(String signal) implements Reload {}

  /** By a command, which is run as the service's user with MAINPID in its environment. */
  record ByCommand(Command command) implements Reload {}
}
