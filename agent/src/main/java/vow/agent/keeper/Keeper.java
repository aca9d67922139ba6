package vow.agent.keeper;

import vow.linux.LinuxException;
import vow.model.Assessment;
import vow.model.Change;
import vow.model.Repair;
import vow.model.Undo;
import vow.model.kind.Kind;

/**
 * Keeps promises of one kind. A keeper has no state; its methods block, run on a virtual thread,
 * and are repeated freely: each looks at the machine as it is now. What the system refuses may pass
 * as {@link LinuxException}; {@link Keeping} makes an outcome of it.
 */
public interface Keeper<K extends Kind> {
  /** Looks, and changes nothing. */
  Assessment assess(K kind, Site site);

  /** Makes it so. The change is what {@link #assess} last answered, for the record only. */
  Repair repair(K kind, Change change, Site site);

  /** Something that the promise listens to was repaired. */
  default Repair refresh(K kind, Site site) {
    return Repair.done();
  }

  /**
   * Takes the promise back when it leaves the policy.
   *
   * @param before what its first repair replaced: how it was before vow
   */
  default Repair reverse(K kind, Undo before, Site site) {
    return undo(kind, before, site);
  }

  /** Puts back what a repair replaced. */
  default Repair undo(K kind, Undo undo, Site site) {
    return Restore.paths(undo, site);
  }
}
