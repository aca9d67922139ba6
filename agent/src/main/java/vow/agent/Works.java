package vow.agent;

import java.util.function.Consumer;
import vow.agent.keeper.Attempt;
import vow.agent.keeper.Promised;
import vow.agent.keeper.Site;
import vow.agent.loop.Workshop;
import vow.agent.state.RepairMark;
import vow.agent.state.Undos;
import vow.agent.tree.Leftovers;
import vow.agent.tree.Tree;
import vow.engine.Event;
import vow.model.PromiseId;

/** The kept tree with everything that is needed to work on it. */
record Works(Tree tree, Site site, RepairMark mark, Workshop workshop) implements AutoCloseable {
  /** Opens a tree; answers go to the consumer, on other threads. */
  static Works open(Places places, Consumer<Event> answers) {
    var tree = Tree.open(places.root().toString());
    var nobody =
        Attempt.start(
            new PromiseId("agent", "start"), false, Workshop.DEFAULT_TIMEOUT, Promised.NOTHING);
    var site = Site.open(tree, places.state().toString(), nobody);
    var mark = new RepairMark(places.state());
    var undos =
        new Undos(
            places.state(), needed -> site.backups().thin(needed, System.currentTimeMillis()));
    return new Works(tree, site, mark, new Workshop(site, undos, mark, answers));
  }

  /** Clears away what a killed agent left half-done; before the first repair. */
  void recover(Promised promised) {
    if (mark.wasLeft()) {
      Leftovers.sweep(tree, promised.paths());
      site.backups().sweep();
      mark.recovered();
    }
  }

  @Override
  public void close() {
    workshop.close();
    mark.close();
    tree.close();
  }
}
