package vow.agent.bell;

/**
 * What can ring. The order is relied on by sleeping agents: the holder keeps one descriptor each
 * under these numbers, so new ones go to the end.
 */
public enum Source {
  /** Not a bell: the lock of the state folder, which has to outlive us. */
  LOCK,
  /** Callers at the control socket. */
  CALLERS,
  /** Mounts, for watched paths. */
  MOUNTS,
  /** The fact {@code node.hostname}. */
  HOSTNAME,
  /** The fact {@code node.mount}. */
  MOUNT_FACT,
  /** The fact {@code node.network}. */
  NETWORK,
  /** Facts of devices, processors and memory. */
  DEVICES,
  /** The queue of inotify, where we read it ourselves. */
  INOTIFY,
  /** The queue of fanotify, where we read it ourselves. */
  FANOTIFY
}
