package vow.engine;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import vow.model.Assessment;
import vow.model.Cause;
import vow.model.Manifest;
import vow.model.Promise;
import vow.model.PromiseId;
import vow.model.Repair;
import vow.model.Stamp;
import vow.model.Succession;
import vow.model.Writer;

/**
 * What the shell tells the engine.
 *
 * <p>Each {@link Effect.Work} is answered by exactly one event with its promise's id, also when the
 * work broke or ran out of time. Before it hands over such an answer the shell drains the kernel's
 * queues, so that the touches which the work itself made come first. It does not send touches of
 * its own temporary names, nor those of which the kernel says that this process made them.
 */
public sealed interface Event {
  /**
   * Promises that were kept before this engine was, and that the first manifest does not have. Told
   * before that manifest; those that ask for it are taken back.
   *
   * @param told whether an engine before this one has reported that they wait
   */
  record Left(List<Promise> promises, boolean told) implements Event {
    public Left {
      promises = List.copyOf(promises);
    }
  }

  /**
   * There is a new manifest; the first one comes with {@link Cause#BOOT}, which then is the cause
   * for the promises that were kept before; those that never were have {@link Cause#POLICY}.
   *
   * @param succession after the manifest in force; it is made anew when it is after another one
   */
  record Swapped(Succession succession, Cause cause) implements Event {
    /** One of which nobody has seen yet how it differs. */
    public Swapped(Manifest manifest, Cause cause) {
      this(Succession.of(Manifest.EMPTY, manifest), cause);
    }

    /** The new one. */
    public Manifest manifest() {
      return succession.after();
    }
  }

  /**
   * Something happened at a watched path; for watches with entries, the path of the entry.
   *
   * @param stamp of the path, taken after the kernel told
   * @param finished false while the writer may still be writing (modified but not closed)
   */
  record Touched(String path, Stamp stamp, boolean finished, Optional<Writer> by)
      implements Event {}

  /**
   * The answer to {@link Effect.Assess}.
   *
   * @param stamps of the paths and entries that were looked at, taken <em>before</em> looking (or
   *     of the very descriptor that was read): a later change then has another stamp. What was
   *     found to exist must not be {@link Stamp#MISSING} here, or its end would look like nothing
   *     new
   */
  record Assessed(PromiseId id, Assessment assessment, Map<String, Stamp> stamps) implements Event {
    public Assessed {
      stamps = Map.copyOf(stamps);
    }
  }

  /**
   * The answer to {@link Effect.Repair}.
   *
   * @param after the assessment that verified the repair; not looked at when the repair is undone
   * @param stamps taken at once after the last write of the repair, before that assessment: of the
   *     paths it watches, and of entries that it changed or removed ({@link Stamp#MISSING})
   */
  record Repaired(PromiseId id, Repair repair, Assessment after, Map<String, Stamp> stamps)
      implements Event {
    public Repaired {
      stamps = Map.copyOf(stamps);
    }
  }

  /**
   * The answer to {@link Effect.Refresh}.
   *
   * @param stamps of the watched paths afterwards; empty when a refresh changes none of them
   */
  record Refreshed(PromiseId id, Repair refresh, Map<String, Stamp> stamps) implements Event {
    public Refreshed {
      stamps = Map.copyOf(stamps);
    }
  }

  /** The answer to {@link Effect.Reverse}. */
  record Reversed(PromiseId id, Repair reverse) implements Event {}

  /** The kernel lost events: anything may have changed. */
  record Overflowed() implements Event {}

  /** The time of the last {@link Effect.WakeAt} has come. */
  record Due() implements Event {}

  /** A person puts a promise under an override. */
  record Held(PromiseId id, Hold hold) implements Event {}

  /** A person ends an override. */
  record Released(PromiseId id) implements Event {}

  /** A person puts everything under an override; one that is in force is replaced. */
  record HeldAll(Hold hold) implements Event {}

  /** A person ends the override of everything, whoever put it there. */
  record ReleasedAll() implements Event {}

  /**
   * How repairs are to be braked from now on; the scope from the next {@link Swapped} on. Told
   * before the first one.
   */
  record Ruled(Rules rules) implements Event {}

  /**
   * Promises that have another identity now: what leaves under the old one is not taken back, and
   * an override goes with it. Told before the {@link Swapped} that has the new ones.
   *
   * @param to the new identity of each old one
   */
  record Moved(Map<PromiseId, PromiseId> to) implements Event {
    public Moved {
      to = Map.copyOf(to);
    }
  }

  /** What left the policy is not to be taken back any more. */
  record Forgotten(PromiseId id) implements Event {}

  /** Assess these again, or all when none is named. */
  record Asked(List<PromiseId> ids, Cause cause) implements Event {
    public Asked {
      ids = List.copyOf(ids);
    }
  }

  /** Start nothing more; {@link Effect.Stopped} follows when all work has been answered. */
  record Stopping() implements Event {}
}
