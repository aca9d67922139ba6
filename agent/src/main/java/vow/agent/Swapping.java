package vow.agent;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import vow.agent.loop.Workshop;
import vow.agent.report.Refused;
import vow.engine.Engine;
import vow.engine.Event;
import vow.engine.Rules;
import vow.engine.Scope;
import vow.language.policy.Compiled;
import vow.model.Cause;
import vow.model.Manifest;
import vow.model.Promise;
import vow.model.PromiseId;
import vow.model.Succession;

/**
 * What an engine is told around a policy that comes into force: how repairs are braked, and what
 * left the policy and is to be taken back.
 */
final class Swapping {
  private final KeepRequest request;
  private final Memory memory;
  private final LeavingFile leaving;
  private final Workshop workshop;
  private final Screen screen;
  private volatile Map<PromiseId, PromiseId> moved = Map.of();

  /** Which promises take part, by the command line; the same for the whole life. */
  private volatile Scope scope = Scope.ALL;

  Swapping(
      KeepRequest request, Memory memory, LeavingFile leaving, Workshop workshop, Screen screen) {
    this.workshop = workshop;
    this.request = request;
    this.memory = memory;
    this.leaving = leaving;
    this.screen = screen;
  }

  /** The first policy of this agent's life. */
  void begin(Manifest first) throws Refused {
    scope = request.only().scope(first);
  }

  /** The life goes on in another process. */
  void resume(Engine engine, Consumer<Event> tell) {
    scope = engine.rules().scope();
    var left = leaving.read(engine.manifest());
    if (!left.isEmpty()) {
      tell.accept(new Event.Left(left, true));
    }
  }

  /** Tells what has to be known before a manifest comes. */
  void before(Compiled compiled, Manifest manifest, Cause cause, Consumer<Event> tell) {
    moved = compiled.moved();
    tell.accept(new Event.Ruled(rules(compiled)));
    tell.accept(new Event.Moved(moved));
    workshop.moved(moved);
    if (cause == Cause.BOOT) {
      tell.accept(new Event.Left(left(memory, leaving, manifest, moved), false));
    }
  }

  /** The policy is in force: its files are kept. */
  void accepted(Compiled compiled) {
    if (compiled.manifest().isPresent()) { // else it is the last good one that is in force
      keepVersion(request, compiled, screen);
    }
  }

  /** Keeps the files of an accepted policy; that this fails is no reason not to go on. */
  static void keepVersion(KeepRequest request, Compiled compiled, Screen screen) {
    try {
      new PolicyVersions(request.places().state())
          .accept(request.location(), compiled, System.currentTimeMillis());
    } catch (IOException e) {
      screen.warn("unable to keep this version of the policy: " + Refused.reason(e));
    }
  }

  /** Of an invalid policy nothing is believed: the brakes of the last good one stay, too. */
  private Rules rules(Compiled compiled) {
    if (compiled.manifest().isPresent()) {
      return request.only().rules(compiled.agent(), scope);
    }
    var known = memory.engine().brakes().rules();
    boolean observe = known.observe() || request.only().observe();
    return new Rules(observe, known.breaker(), scope, known.zone());
  }

  /** What is to be taken back if nothing brakes. */
  static List<Promise> left(
      Memory memory, LeavingFile leaving, Manifest now, Map<PromiseId, PromiseId> moved) {
    var left = new ArrayList<>(Leaving.of(memory.manifest(), now, moved).promises());
    left.addAll(leaving.read(now));
    return left;
  }

  /** One is not to be taken back after all. */
  void forget(PromiseId id) {
    workshop.forget(id);
    try {
      leaving.forget(id);
    } catch (IOException e) {
      screen.warn("unable to save what is to be taken back: " + Refused.reason(e));
    }
  }

  /** The engine has heard of it. */
  void arrived() {
    leaving.arrived();
  }

  /** It is known what changes, and the engine has not heard of it. */
  void announce(Succession succession) {
    try {
      leaving.announce(succession, moved);
    } catch (IOException e) {
      screen.warn("unable to save what is to be taken back: " + Refused.reason(e));
    }
  }
}
