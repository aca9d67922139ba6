package vow.engine.service;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import vow.model.kind.Service;
import vow.model.service.Readiness;
import vow.model.service.Reload;
import vow.model.service.Restart;

/** The steps that all that happens to services is made of. */
final class Moves {
  /** Spread of the pauses before restarts, in either direction. */
  private static final double JITTER = 0.2;

  final Map<String, Unit> units;
  private final RandomGenerator random;
  private List<ServiceEffect> effects = List.of();
  long nowMs;

  Moves(Map<String, Unit> units, RandomGenerator random) {
    this.units = units;
    this.random = random;
  }

  void begin(long now, List<ServiceEffect> out) {
    nowMs = now;
    effects = out;
  }

  void emit(ServiceEffect effect) {
    effects.add(effect);
  }

  long after(Duration duration) {
    return nowMs + duration.toMillis();
  }

  void enter(Unit unit, State state) {
    enter(unit, state, Long.MAX_VALUE);
  }

  void enter(Unit unit, State state, long deadlineMs) {
    unit.deadlineMs = deadlineMs;
    if (unit.state != state) {
      unit.state = state;
      unit.sinceMs = nowMs;
    }
    if (state.releases() && unit.service.launch().fdStore() > 0) {
      emit(new ServiceEffect.Release(unit.name));
    }
    changed(unit);
  }

  void changed(Unit unit) {
    emit(new ServiceEffect.Changed(unit.standing()));
  }

  void forget(Unit unit) {
    units.remove(unit.name);
    emit(new ServiceEffect.Forget(unit.name));
  }

  void launch(Unit unit) {
    unit.begin();
    unit.launched = Definition.launch(unit.service);
    emit(new ServiceEffect.Launch(unit.service, unit.run));
    enter(unit, State.STARTING, after(unit.service.patience().start()));
  }

  /** Tells it to end: asked by somebody, or because it was too slow. */
  void stop(Unit unit, boolean asked) {
    unit.asked = asked;
    emit(new ServiceEffect.Signal(unit.name, unit.run, unit.service.stopSignal()));
    enter(unit, State.STOPPING, after(unit.service.patience().stop()));
  }

  /** Stops it to start it again, those that need it first; one without a process is started. */
  void again(Unit unit) {
    unit.forgive();
    unit.wanted = true;
    unit.left = false;
    unit.again = unit.state.running();
    if (!unit.again && unit.state != State.WAITING) {
      enter(unit, State.WAITING);
    }
  }

  void reload(Unit unit) {
    switch (unit.service.reload()) {
      case Reload.Restarting _ -> again(unit);
      case Reload.BySignal(var signal) -> {
        emit(new ServiceEffect.Signal(unit.name, unit.run, signal));
        if (unit.service.ready() instanceof Readiness.Notify) {
          enter(unit, State.RELOADING, after(unit.service.patience().start()));
        }
      }
      case Reload.ByCommand(var command) -> {
        emit(new ServiceEffect.RunReload(unit.service, unit.run, unit.pid, command));
        enter(unit, State.RELOADING, after(unit.service.patience().start()));
      }
    }
  }

  void becomeReady(Unit unit) {
    long until =
        unit.service.patience().run().map(d -> unit.readyMs + d.toMillis()).orElse(Long.MAX_VALUE);
    enter(unit, State.READY, until);
    if (unit.reloads) {
      unit.reloads = false;
      reload(unit);
    }
  }

  /** No process is left. */
  void over(Unit unit) {
    boolean asked = unit.asked || unit.again;
    boolean complained = !unit.complaint.isEmpty();
    var text = complained ? unit.complaint : unit.end.text();
    unit.rest();
    if (unit.dropped) {
      forget(unit);
    } else if (!unit.wanted) {
      enter(unit, State.DOWN);
    } else if (asked) {
      enter(unit, State.WAITING);
    } else {
      endedByItself(unit, text, complained || failed(unit));
    }
  }

  private static boolean failed(Unit unit) {
    boolean longrun = unit.service.type() == Service.Type.LONGRUN;
    return unit.end.failed(unit.service.restart().success(), longrun);
  }

  private void endedByItself(Unit unit, String text, boolean failed) {
    var restart = unit.service.restart();
    if (unit.service.type() == Service.Type.ONESHOT && !failed) {
      unit.forgive();
      enter(unit, State.DONE);
      return;
    }
    unit.trouble = text;
    boolean again =
        restart.when() == Restart.When.ALWAYS
            || (restart.when() == Restart.When.ON_FAILURE && failed);
    if (!again || unit.left) {
      unit.failed = failed;
      enter(unit, State.ENDED);
    } else if (unit.tally(nowMs, restart)) {
      enter(unit, State.GIVEN_UP);
    } else {
      enter(unit, State.PAUSING, nowMs + pauseMs(unit, restart));
    }
  }

  private long pauseMs(Unit unit, Restart restart) {
    double pause = (double) restart.delay().toMillis() * Math.pow(2, Math.min(unit.inARow - 1, 30));
    double spread = 1 + JITTER * (2 * random.nextDouble() - 1);
    return Math.round(Math.min(pause, (double) restart.delayMax().toMillis()) * spread);
  }
}
