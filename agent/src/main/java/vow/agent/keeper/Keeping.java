package vow.agent.keeper;

import java.util.function.Supplier;
import vow.linux.Errno;
import vow.linux.LinuxException;
import vow.model.Assessment;
import vow.model.Change;
import vow.model.Repair;
import vow.model.Undo;
import vow.model.kind.Kind;

/**
 * A promise's kind and its keeper: what the agent calls. Never throws for what the system refuses;
 * that becomes an outcome with a sentence.
 */
public final class Keeping<K extends Kind> {
  private static final int REPAIRS_MAX = 3;

  private final K kind;
  private final Keeper<K> keeper;

  Keeping(K kind, Keeper<K> keeper) {
    this.kind = kind;
    this.keeper = keeper;
  }

  /** Whether the promise is kept, and what differs; nothing secret is in the answer. */
  public Assessment assess(Site site) {
    try {
      var answer = keeper.assess(kind, site);
      return answer instanceof Assessment.Drifted(Change change) && site.attempt().sensitive()
          ? new Assessment.Drifted(change.redacted())
          : answer;
    } catch (LinuxException e) {
      return new Assessment.Unkeepable(Refusal.outcome(e, site), Refusal.text(e, site));
    }
  }

  /**
   * Makes it so. When a folder of its paths vanished under the work, as in the middle of {@code rm
   * -r}, it is done again: the engine may have been told before the failure, and then hears nothing
   * more.
   */
  public Repair repair(Change change, Site site) {
    return guarded(site, () -> repair(change, site, 1));
  }

  private Repair repair(Change change, Site site, int attempt) {
    try {
      return keeper.repair(kind, change, site);
    } catch (LinuxException e) {
      boolean vanished = e.errno() == Errno.ENOENT && !PathLocks.paths(kind).isEmpty();
      if (!vanished || attempt == REPAIRS_MAX) {
        throw e;
      }
      return repair(change, site, attempt + 1);
    }
  }

  /** Tells the promise that something it listens to was repaired. */
  public Repair refresh(Site site) {
    return guarded(site, () -> keeper.refresh(kind, site));
  }

  /** Takes the promise back; {@code before} is what its first repair replaced. */
  public Repair reverse(Undo before, Site site) {
    return guarded(site, () -> keeper.reverse(kind, before, site));
  }

  /** Puts back what a repair replaced. */
  public Repair undo(Undo undo, Site site) {
    return guarded(site, () -> keeper.undo(kind, undo, site));
  }

  private Repair guarded(Site site, Supplier<Repair> work) {
    try {
      return site.locks().holding(kind, work);
    } catch (LinuxException e) {
      return Refusal.repair(e, site);
    }
  }
}
