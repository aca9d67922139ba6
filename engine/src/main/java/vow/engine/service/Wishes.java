package vow.engine.service;

import vow.model.kind.Service;

/** What people and policies want of a service. */
final class Wishes {
  private final Moves moves;
  private final Needs needs;

  Wishes(Moves moves, Needs needs) {
    this.moves = moves;
    this.needs = needs;
  }

  void want(Unit unit, Service service, boolean reset) {
    boolean news = reset || !service.equals(unit.service);
    unit.service = service;
    unit.needs = needs.without(unit.name, service.requires());
    unit.wanted = true;
    unit.dropped = false;
    unit.left = false;
    if (news) {
      unit.forgive();
    }
    if (news || unit.state.running() || unit.state.satisfies()) {
      unit.trouble = ""; // else that is why it does not run
    }
    switch (unit.state) {
      case DOWN -> moves.enter(unit, State.WAITING);
      case PAUSING, ENDED, GIVEN_UP -> {
        if (news) {
          moves.enter(unit, State.WAITING);
        }
      }
      case STARTING, READY, RELOADING, DONE -> {
        if (!unit.launched.equals(Definition.launch(service))) {
          moves.again(unit);
        }
      }
      case WAITING, STOPPING, KILLING, CLEARING -> {}
    }
  }

  void unwant(Unit unit) {
    unit.wanted = false;
    unit.again = false;
    unit.trouble = "";
    switch (unit.state) {
      case WAITING, PAUSING, ENDED, GIVEN_UP, DONE -> moves.enter(unit, State.DOWN);
      case DOWN, STARTING, READY, RELOADING, STOPPING, KILLING, CLEARING -> {} // Needs does it
    }
  }

  void again(Unit unit) {
    moves.again(unit);
  }

  void reload(Unit unit) {
    switch (unit.state) {
      case READY -> moves.reload(unit);
      case DONE, ENDED, GIVEN_UP -> moves.again(unit);
      case STARTING, RELOADING -> unit.reloads = true;
      case DOWN, WAITING, STOPPING, KILLING, CLEARING, PAUSING -> {} // it reads it when it starts
    }
  }

  void leave(Unit unit) {
    unit.left = true;
    if (unit.state == State.PAUSING || unit.state == State.WAITING) {
      moves.enter(unit, State.ENDED);
    }
  }

  void drop(Unit unit) {
    unit.dropped = true;
    unit.wanted = false;
    if (!unit.state.running()) {
      moves.forget(unit);
    }
  }
}
