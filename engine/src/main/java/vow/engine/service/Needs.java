package vow.engine.service;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What follows for others: who needs a service starts after it, and stops before it. */
final class Needs {
  private final Moves moves;

  Needs(Moves moves) {
    this.moves = moves;
  }

  /** Starts what may start, and stops what may not run, those that need others first. */
  void settle() {
    boolean more = true;
    while (more) {
      more = false;
      for (var unit : List.copyOf(moves.units.values())) {
        more |= settle(unit);
      }
    }
  }

  private boolean settle(Unit unit) {
    if (unit.state == State.WAITING) {
      return settleWaiting(unit);
    }
    boolean runs =
        switch (unit.state) {
          case STARTING, READY, RELOADING -> true;
          case DOWN, WAITING, STOPPING, KILLING, CLEARING, PAUSING, DONE, ENDED, GIVEN_UP -> false;
        };
    boolean stays = unit.dropped || (unit.wanted && !unit.again && mayRun(unit, new HashSet<>()));
    if (!runs || stays || isNeeded(unit)) {
      return false;
    }
    moves.stop(unit, true);
    return true;
  }

  private boolean settleWaiting(Unit unit) {
    var missing = missing(unit);
    if (missing.isEmpty()) {
      moves.launch(unit);
      return true;
    }
    var note = "waits for service[" + missing.get() + "]";
    if (!unit.note.equals(note)) {
      unit.note = note;
      moves.changed(unit);
    }
    return false;
  }

  /** The needs, without those that need it themselves, which the policy before may have left. */
  List<String> without(String name, List<String> needs) {
    return needs.stream().filter(need -> !reaches(need, name, new HashSet<>())).toList();
  }

  private boolean reaches(String from, String to, Set<String> seen) {
    return from.equals(to)
        || (seen.add(from)
            && unit(from).stream()
                .flatMap(unit -> unit.needs.stream())
                .anyMatch(need -> reaches(need, to, seen)));
  }

  private Optional<Unit> unit(String name) {
    return Optional.ofNullable(moves.units.get(name));
  }

  /** The first that it needs and that is not ready. */
  private Optional<String> missing(Unit unit) {
    return unit.needs.stream()
        .flatMap(name -> unit(name).stream())
        .filter(need -> !(need.state.satisfies() && stays(need, new HashSet<>())))
        .map(need -> need.name)
        .findFirst();
  }

  /** Whether what it needs is to be there: one that is started again by itself is waited for. */
  private boolean mayRun(Unit unit, Set<String> seen) {
    return unit.needs.stream()
        .filter(seen::add)
        .flatMap(name -> unit(name).stream())
        .allMatch(need -> stays(need, seen));
  }

  private boolean stays(Unit need, Set<String> seen) {
    boolean lost = need.state == State.GIVEN_UP || (need.state == State.ENDED && need.failed);
    return (need.wanted || need.dropped) && !need.again && !lost && mayRun(need, seen);
  }

  private boolean isNeeded(Unit unit) {
    return moves.units.values().stream()
        .anyMatch(other -> other.state.running() && other.needs.contains(unit.name));
  }
}
