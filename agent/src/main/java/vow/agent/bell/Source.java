package vow.agent.bell;

import java.util.Optional;
import java.util.stream.Stream;

/** What can ring. A holder keeps one descriptor each, under the number of the source. */
public enum Source {
  /** Not a bell: the lock of the state folder, which has to outlive us. */
  LOCK(0),
  /** Callers at the control socket. */
  CALLERS(1),
  /** Mounts, for watched paths. */
  MOUNTS(2),
  /** The fact {@code node.hostname}. */
  HOSTNAME(3),
  /** The fact {@code node.mount}. */
  MOUNT_FACT(4),
  /** The fact {@code node.network}. */
  NETWORK(5),
  /** Facts of devices, processors and memory. */
  DEVICES(6),
  /** The queue of inotify, where we read it ourselves. */
  INOTIFY(7),
  /** The queue of fanotify, where we read it ourselves. */
  FANOTIFY(8),
  /** Callers at the status socket. */
  STATUS(9);

  private final int number;

  Source(int number) {
    this.number = number;
  }

  /** Its number with a holder. */
  public int number() {
    return number;
  }

  /** The source with a number. */
  public static Optional<Source> of(long number) {
    return Stream.of(values()).filter(source -> source.number == number).findFirst();
  }
}
