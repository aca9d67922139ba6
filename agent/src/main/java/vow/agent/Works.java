package vow.agent;

import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import vow.agent.keeper.Attempt;
import vow.agent.keeper.Promised;
import vow.agent.keeper.Site;
import vow.agent.loop.Workshop;
import vow.agent.service.Seen;
import vow.agent.state.RepairMark;
import vow.agent.state.Undos;
import vow.agent.tree.Leftovers;
import vow.agent.tree.Tree;
import vow.engine.Event;
import vow.model.PromiseId;

/** The kept tree with everything that is needed to work on it. */
record Works(Tree tree, Site site, RepairMark mark, Workshop workshop) implements AutoCloseable {
  /** Opens a tree where nobody keeps services; how an agent keeps them is seen. */
  static Works open(Places places, Consumer<Event> answers) {
    return open(
        places, answers, site -> site.with(new Seen(places.runtime(), places.state(), false)));
  }

  /** The same for who only asks what an agent would do. */
  static Works planning(Places places, Consumer<Event> answers) {
    return open(
        places, answers, site -> site.with(new Seen(places.runtime(), places.state(), true)));
  }

  /**
   * Opens a tree; answers go to the consumer, on other threads.
   *
   * @param at says who else is there, such as who keeps services
   */
  static Works open(Places places, Consumer<Event> answers, UnaryOperator<Site> at) {
    var tree = Tree.open(places.root().toString());
    var nobody =
        Attempt.start(
            new PromiseId("agent", "start"), false, Workshop.DEFAULT_TIMEOUT, Promised.NOTHING);
    var site = at.apply(Site.open(tree, places.state().toString(), nobody));
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
