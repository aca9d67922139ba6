package vow.agent.keeper;

import vow.model.Repair;
import vow.model.Undo;

/** Puts back what repairs of paths replaced. */
final class Restore {
  private Restore() {}

  static Repair paths(Undo undo, Site site) {
    return Repair.failed("unable to undo " + site.attempt().id() + ": nothing is known of before");
  }
}
