package vow.engine;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import vow.model.Cause;
import vow.model.Hash;
import vow.model.PromiseId;
import vow.model.Stamp;
import vow.model.Writer;

/**
 * What is to be known of a promise by the next engine.
 *
 * @param definition of the promise that this is about
 * @param last its last outcome, without the text of a difference
 * @param sinceMs since when that has been the same word
 * @param stamps at which it was last assessed
 * @param ownStamps whether a repair left them
 * @param keptStamps whether it was found to be kept at them
 * @param attempts failed tries of a repair that is still being tried
 * @param rival the last known writer of an outside change
 * @param owed what it has yet to be refreshed for
 * @param due why it has to be assessed, if so
 */
public record Saved(
    Hash definition,
    Optional<Happened> last,
    long sinceMs,
    Map<String, Stamp> stamps,
    boolean ownStamps,
    boolean keptStamps,
    int attempts,
    Optional<Hold> hold,
    Contest contest,
    Optional<Writer> rival,
    Optional<Owed> owed,
    Optional<Due> due) {
  public Saved {
    stamps = Map.copyOf(stamps);
  }

  /** The same under another override, or none. */
  public Saved with(Optional<Hold> other) {
    return new Saved(
        definition,
        last,
        sinceMs,
        stamps,
        ownStamps,
        keptStamps,
        attempts,
        other,
        contest,
        rival,
        owed,
        due);
  }

  /**
   * A refresh ahead.
   *
   * @param ids what it is for, in the order of their repairs
   * @param cause of the first of these
   * @param justRepaired whether the promise was itself repaired since
   */
  public record Owed(Set<PromiseId> ids, Cause cause, boolean justRepaired) {
    public Owed {
      ids = Collections.unmodifiableSet(new LinkedHashSet<>(ids));
    }
  }

  /**
   * An assessment ahead.
   *
   * @param fresh false when a look at the stamps is enough
   * @param notBeforeMs 0 when it is due now
   */
  public record Due(Cause cause, Optional<Writer> by, boolean fresh, long notBeforeMs) {}
}
