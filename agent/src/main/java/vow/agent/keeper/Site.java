package vow.agent.keeper;

import vow.agent.run.Runner;
import vow.agent.run.SystemRunner;
import vow.agent.tree.Accounts;
import vow.agent.tree.Backups;
import vow.agent.tree.Tree;
import vow.linux.Ids;

/**
 * Where and how promises are kept during one piece of work. All but the attempt lives as long as
 * the agent and is shared by its threads.
 *
 * @param tree the kept tree; every path is resolved inside it
 * @param privileged whether this process is root
 * @param accounts names to ids, from the kept tree
 * @param backups where replaced content goes
 * @param runner runs commands
 * @param locks keeps two promises from changing one path at a time
 * @param services who keeps services running
 */
public record Site(
    Tree tree,
    boolean privileged,
    Accounts accounts,
    Backups backups,
    Runner runner,
    PathLocks locks,
    Services services,
    Attempt attempt) {

  /** Everything that all attempts share; backups go to the state folder of this machine. */
  public static Site open(Tree tree, String stateFolder, Attempt attempt) {
    var accounts = new Accounts(tree);
    return new Site(
        tree,
        Ids.effectiveUid() == 0,
        accounts,
        new Backups(stateFolder + "/backup"),
        new SystemRunner(tree, accounts),
        new PathLocks(),
        Services.NOBODY,
        attempt);
  }

  /** The same place as seen by a process that is, or is not, root. */
  public Site as(boolean root) {
    return new Site(tree, root, accounts, backups, runner, locks, services, attempt);
  }

  /** The same place for another piece of work. */
  public Site with(Attempt next) {
    return new Site(tree, privileged, accounts, backups, runner, locks, services, next);
  }

  /** The same place with somebody who keeps services running. */
  public Site with(Services those) {
    return new Site(tree, privileged, accounts, backups, runner, locks, those, attempt);
  }
}
