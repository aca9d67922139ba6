package vow.agent.watch;

import java.util.Optional;
import vow.model.Writer;

/**
 * Something happened at a watched path.
 *
 * @param path as watched; for watches on entries, the entry's path. Empty text on overflow
 * @param finished false while the writer may still be writing
 * @param by who did it, looked up the moment the event was read; empty when the kernel does not
 *     tell
 */
public record PathEvent(String path, Change change, boolean finished, Optional<Writer> by) {
  /** What sort of change. */
  public enum Change {
    CONTENT,
    METADATA,
    APPEARED,
    VANISHED,
    /** Events were lost: anything may have changed. */
    OVERFLOW
  }
}
