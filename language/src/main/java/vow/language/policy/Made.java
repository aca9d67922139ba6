package vow.language.policy;

import java.util.List;
import java.util.Optional;
import vow.model.Promise;
import vow.model.PromiseId;

/**
 * What became of one instance of a promise block.
 *
 * @param id its identity, when that is known
 * @param promise the promise, as far as it can be told; for one that is not {@link #whole}, only
 *     good for finding conflicts
 * @param whole everything of it is known and right
 * @param trace what went into it
 */
record Made(
    Declared declared,
    Instance instance,
    Optional<PromiseId> id,
    Optional<Promise> promise,
    boolean whole,
    Trace trace,
    List<Demand> demands) {
  /** It is in the manifest, whatever facts say. */
  boolean isSure() {
    return instance.presence() == Instance.Presence.PRESENT;
  }
}
