package vow.engine.service;

import java.util.Optional;
import vow.model.kind.Service;

/**
 * What the shell tells the supervisor. Those with a run are ignored when that run is not the
 * present one, so telling twice does no harm.
 */
public sealed interface ServiceEvent {
  /**
   * It is to be up, as described.
   *
   * @param reset by a person or a new policy: one that was given up or has ended is started
   */
  record Want(Service service, boolean reset) implements ServiceEvent {}

  /** It is to be down. */
  record Unwant(String name) implements ServiceEvent {}

  /** It is to be stopped and started. */
  record Again(String name) implements ServiceEvent {}

  /** It is to read its configuration again; one that cannot is restarted. */
  record Reload(String name) implements ServiceEvent {}

  /** A person leaves it alone: it goes on, and is not started again before somebody wants it. */
  record Leave(String name) implements ServiceEvent {}

  /** Nobody promises it any more: it goes on, and is not started again. */
  record Drop(String name) implements ServiceEvent {}

  /** There is a process. */
  record Started(String name, long run, int pid) implements ServiceEvent {}

  /** Its program runs. */
  record Executed(String name, long run) implements ServiceEvent {}

  /** There is no process after all. */
  record Unstarted(String name, long run, String why) implements ServiceEvent {}

  /** It said that it is ready. */
  record Ready(String name, long run) implements ServiceEvent {}

  /** It sent this text, lines of NAME=VALUE: sd_notify(3). */
  record Told(String name, long run, String text) implements ServiceEvent {}

  /** It did not say in time that it is alive. */
  record Silent(String name, long run) implements ServiceEvent {}

  /** Its process has ended. */
  record Ended(String name, long run, End end) implements ServiceEvent {}

  /**
   * What a run had left behind is gone.
   *
   * @param leftovers how many processes that were
   */
  record Swept(String name, long run, int leftovers) implements ServiceEvent {}

  /** The command that makes it read its configuration again has ended, with this problem. */
  record Reloaded(String name, long run, Optional<String> problem) implements ServiceEvent {}

  /** The time of the last {@link ServiceEffect.WakeAt} has come. */
  record Due() implements ServiceEvent {}
}
