package vow.engine;

import org.jspecify.annotations.Nullable;
import vow.model.Cause;
import vow.model.Writer;

/**
 * Why a promise has to be assessed.
 *
 * @param fresh false when its stamps may still hold, so that a look at them is enough
 */
record Dirt(Cause cause, @Nullable Writer by, boolean fresh) {
  static Dirt of(Cause cause) {
    return new Dirt(cause, null, true);
  }

  static Dirt drift(@Nullable Writer by) {
    return new Dirt(Cause.DRIFT, by, true);
  }

  /** Dirt by which stamps may still hold. */
  static Dirt stale(Cause cause) {
    return new Dirt(cause, null, false);
  }

  /** Both in one assessment: the first cause, the latest known writer. */
  static Dirt merge(@Nullable Dirt first, Dirt second) {
    return first == null
        ? second
        : new Dirt(
            first.cause, second.by != null ? second.by : first.by, first.fresh || second.fresh);
  }
}
