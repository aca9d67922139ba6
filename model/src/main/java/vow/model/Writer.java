package vow.model;

import org.jspecify.annotations.Nullable;

/**
 * Who made a change, as far as the kernel and /proc told: a short-lived process is often gone
 * before anybody can look, so everything but the pid may be null.
 *
 * @param pid process id as seen by the agent
 * @param exe path of its executable
 * @param comm its short name
 * @param uid its effective user id
 * @param login the login user id (audit), null when it never logged in
 * @param cgroup its cgroup path
 * @param parent pid of its parent
 * @param terminal its controlling terminal's device, such as /dev/pts/3
 */
public record Writer(
    int pid,
    @Nullable String exe,
    @Nullable String comm,
    @Nullable Integer uid,
    @Nullable Integer login,
    @Nullable String cgroup,
    @Nullable Integer parent,
    @Nullable String terminal) {

  /** A writer of which only the pid is known. */
  public static Writer gone(int pid) {
    return new Writer(pid, null, null, null, null, null, null, null);
  }
}
