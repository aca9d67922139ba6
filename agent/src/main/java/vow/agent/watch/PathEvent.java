package vow.agent.watch;

import java.util.Optional;
import vow.model.Writer;

/**
 * Something happened at a watched path. Several kernel events of one path that were read together
 * are one of these.
 *
 * @param side whose path it is
 * @param path as in the watch; for watches with entries, the path of the entry; empty for {@link
 *     Change#OVERFLOW}
 * @param finished false while the writer may still be writing: made or modified, and not closed. It
 *     may stay so (truncate(2), a new hard link), so do not wait for more without end.
 * @param by who did it, where the kernel tells (fanotify); empty with inotify
 */
public record PathEvent(
    Side side, String path, Change change, boolean finished, Optional<Writer> by) {
  /** What happened. */
  public enum Change {
    /** Written to. */
    CONTENT,
    /** Mode, owner, times, links or extended attributes. */
    METADATA,
    /** There now, or another one than before. */
    APPEARED,
    /** Not there any more; or still not there, and something on the way to it came or went. */
    VANISHED,
    /** Events were lost: anything may have changed, anywhere. */
    OVERFLOW
  }

  static PathEvent overflow() {
    return new PathEvent(Side.KEPT, "", Change.OVERFLOW, true, Optional.empty());
  }
}
