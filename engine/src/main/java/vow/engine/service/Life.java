package vow.engine.service;

import java.util.List;
import java.util.Optional;
import vow.model.kind.Service;
import vow.model.schema.Units;
import vow.model.service.Readiness;

/** What happens to a service's process, and what comes with time. */
final class Life {
  /** After a kill its end is told at once, or something is wrong that another kill may mend. */
  static final long KILL_MS = 10_000;

  private final Moves moves;

  Life(Moves moves) {
    this.moves = moves;
  }

  void started(Unit unit, int pid) {
    unit.pid = pid;
    moves.changed(unit);
  }

  void executed(Unit unit) {
    boolean silent = unit.service.ready() instanceof Readiness.None;
    if (unit.state == State.STARTING && unit.service.type() == Service.Type.LONGRUN) {
      if (silent) {
        ready(unit);
      } else if (unit.service.ready() instanceof Readiness.Probed probed) {
        moves.emit(new ServiceEffect.Probe(unit.name, unit.run, probed));
      }
    }
  }

  void ready(Unit unit) {
    if (unit.state == State.RELOADING) {
      moves.becomeReady(unit);
    } else if (unit.state == State.STARTING && unit.service.type() == Service.Type.LONGRUN) {
      unit.service
          .patience()
          .watchdog()
          .ifPresent(w -> moves.emit(new ServiceEffect.Watch(unit.name, unit.run, w.toMillis())));
      unit.readyMs = moves.nowMs;
      moves.becomeReady(unit);
    }
  }

  void told(Unit unit, String text) {
    for (var line : text.split("\n", -1)) {
      int at = line.indexOf('=');
      if (at > 0) {
        told(unit, line.substring(0, at), line.substring(at + 1));
      }
    }
  }

  private void told(Unit unit, String name, String value) {
    switch (name) {
      case "READY" -> ready(unit);
      case "RELOADING" -> {
        if (unit.state == State.READY) {
          moves.enter(unit, State.RELOADING, moves.after(unit.service.patience().start()));
        }
      }
      case "STOPPING" -> {
        if (unit.state == State.READY || unit.state == State.STARTING) {
          moves.enter(unit, State.STOPPING, moves.after(unit.service.patience().stop()));
        }
      }
      case "STATUS" -> {
        unit.note = value.strip();
        moves.changed(unit);
      }
      case "EXTEND_TIMEOUT_USEC" -> extend(unit, value);
      case "WATCHDOG" -> {
        if (value.equals("trigger")) {
          tooSlow(unit, "it asked to be restarted (WATCHDOG=trigger)");
        }
      }
      default -> {} // what others may know
    }
  }

  private void extend(Unit unit, String value) {
    if (unit.deadlineMs != Long.MAX_VALUE && value.matches("[0-9]{1,15}")) {
      unit.deadlineMs = Math.max(unit.deadlineMs, moves.nowMs + Long.parseLong(value) / 1_000);
    }
  }

  void reloaded(Unit unit, Optional<String> problem) {
    if (unit.state != State.RELOADING) {
      return;
    }
    if (problem.isPresent()) {
      unit.note = Standing.UNABLE_TO_RELOAD + problem.get();
    } else if (unit.standing().unableToReload()) {
      unit.note = "";
    }
    moves.becomeReady(unit);
  }

  void tooSlow(Unit unit, String complaint) {
    if (unit.state == State.STARTING
        || unit.state == State.READY
        || unit.state == State.RELOADING) {
      unit.complaint = complaint;
      moves.stop(unit, false);
    }
  }

  void unstarted(Unit unit, String why) {
    unit.complaint = why;
    unit.end = End.UNKNOWN;
    unit.pid = 0;
    moves.over(unit);
  }

  void ended(Unit unit, End end) {
    if (unit.state == State.CLEARING) {
      return;
    }
    unit.end = end;
    unit.early = unit.state == State.STARTING;
    moves.enter(unit, State.CLEARING, moves.nowMs + KILL_MS);
    moves.emit(new ServiceEffect.Sweep(unit.name, unit.run));
  }

  void swept(Unit unit, int leftovers) {
    if (unit.state != State.CLEARING) {
      return;
    }
    boolean forks =
        unit.early && leftovers > 0 && !unit.asked && unit.service.type() == Service.Type.LONGRUN;
    if (forks) {
      unit.complaint =
          "its first process ended and left "
              + leftovers
              + " others: it goes into the background; run it in the foreground";
    }
    moves.over(unit);
  }

  /** What is overdue. */
  void due() {
    for (var unit : List.copyOf(moves.units.values())) {
      if (unit.deadlineMs <= moves.nowMs) {
        unit.deadlineMs = Long.MAX_VALUE;
        due(unit);
      }
    }
  }

  private void due(Unit unit) {
    switch (unit.state) {
      case STARTING -> tooSlow(unit, late(unit));
      case READY -> tooSlow(unit, "it has run as long as it may");
      case RELOADING -> {
        var patience = Units.text(unit.service.patience().start());
        unit.note =
            Standing.UNABLE_TO_RELOAD + "it did not say within " + patience + " that it has";
        moves.becomeReady(unit);
      }
      case STOPPING, KILLING -> {
        moves.emit(new ServiceEffect.KillAll(unit.name, unit.run));
        moves.enter(unit, State.KILLING, moves.nowMs + KILL_MS);
      }
      case CLEARING -> {
        moves.emit(new ServiceEffect.Sweep(unit.name, unit.run));
        unit.deadlineMs = moves.nowMs + KILL_MS;
      }
      case PAUSING -> {
        unit.restarts++;
        moves.enter(unit, State.WAITING);
      }
      case DOWN, WAITING, DONE, ENDED, GIVEN_UP -> {}
    }
  }

  private static String late(Unit unit) {
    var patience = Units.text(unit.service.patience().start());
    return unit.service.type() == Service.Type.ONESHOT
        ? "it did not end within " + patience
        : "it was not ready within " + patience;
  }
}
