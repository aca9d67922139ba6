package vow.engine;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import vow.model.Cause;
import vow.model.Change;
import vow.model.Promise;
import vow.model.PromiseId;
import vow.model.Stamp;
import vow.model.Summary;
import vow.model.Writer;

/** What the engine asks the shell to do, in order. */
public sealed interface Effect {
  /**
   * Something that takes time: done off the engine's thread and answered by exactly one event.
   * There is never more than one for a promise at a time.
   */
  sealed interface Work extends Effect {
    /** The promise as it was when the work was given out. */
    Promise promise();

    /** Its identity. */
    default PromiseId id() {
      return promise().id();
    }
  }

  /**
   * Is it kept? Guards are run here too. Answered by {@link Event.Assessed}.
   *
   * @param known stamps at which it was kept before, given after a restart or an overflow: when all
   *     of them still hold, the answer is {@code Kept} without reading anything. Empty otherwise
   */
  record Assess(Promise promise, Cause cause, Map<String, Stamp> known) implements Work {
    public Assess {
      known = Map.copyOf(known);
    }
  }

  /**
   * Make it so. Answered by {@link Event.Repaired}.
   *
   * @param attempt from 1
   */
  record Repair(Promise promise, Change change, int attempt) implements Work {}

  /**
   * Something that it listens to was changed. Answered by {@link Event.Refreshed}.
   *
   * @param because what was changed
   * @param justRepaired this promise was itself repaired since they changed: when that repair has
   *     already taken them in (the service was started just now) there is nothing left to do
   */
  record Refresh(Promise promise, Set<PromiseId> because, boolean justRepaired) implements Work {
    public Refresh {
      because = Set.copyOf(because);
    }
  }

  /** It left the policy and says {@code on_remove}. Answered by {@link Event.Reversed}. */
  record Reverse(Promise promise) implements Work {}

  /**
   * Take a stamp now and answer with {@link Event.Touched}; {@code finished} and {@code by} are
   * handed back as they are. One statx, not an assessment.
   */
  record Look(String path, boolean finished, Optional<Writer> by) implements Effect {}

  /** For the journal, the screen and subscribers. */
  record Report(Happened happened) implements Effect {}

  /**
   * Nothing is left to do.
   *
   * @param summary all promises; those that did not take part count as they stand
   * @param tookMs since there was something to do
   * @param cause of the first thing there was to do
   * @param assessed how many promises took part
   */
  record Converged(Summary summary, long tookMs, Cause cause, int assessed) implements Effect {}

  /** All promises are being looked at, because events were lost. */
  record Rescanning(int promises) implements Effect {}

  /**
   * The override is in force: no repair of the promise is running, and none will be started. The
   * moment to put back its old content, when that was asked for.
   */
  record Overridden(PromiseId id, Hold hold) implements Effect {}

  /**
   * From now on nothing is repaired, or everything is again. Repairs that run go on to their end.
   *
   * @param brake what keeps everything from being repaired
   */
  record Braked(Optional<Hold> brake) implements Effect {}

  /**
   * Send {@link Event.Due} at that time, milliseconds since the epoch. Replaces the one before; it
   * is always in the future, and there is none while nothing is due.
   */
  record WakeAt(long timeMs) implements Effect {}

  /** Everything was answered after {@link Event.Stopping}. */
  record Stopped() implements Effect {}
}
