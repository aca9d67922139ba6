package vow.agent;

import java.io.IOException;
import java.util.ArrayList;
import java.util.function.Consumer;
import vow.agent.report.Refused;
import vow.engine.Engine;
import vow.engine.Event;
import vow.engine.Scope;
import vow.language.policy.AgentSettings;
import vow.model.Cause;
import vow.model.Manifest;
import vow.model.Succession;

/**
 * What an engine is told around a policy that comes into force: how repairs are braked, and what
 * left the policy and is to be taken back.
 */
final class Swapping {
  private final KeepRequest request;
  private final Memory memory;
  private final LeavingFile leaving;
  private final Screen screen;

  /** Which promises take part, by the command line; the same for the whole life. */
  private volatile Scope scope = Scope.ALL;

  Swapping(KeepRequest request, Memory memory, LeavingFile leaving, Screen screen) {
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
  void before(AgentSettings agent, Manifest manifest, Cause cause, Consumer<Event> tell) {
    tell.accept(new Event.Ruled(request.only().rules(agent, scope)));
    if (cause == Cause.BOOT) {
      var left = new ArrayList<>(Leaving.of(memory.manifest(), manifest).promises());
      left.addAll(leaving.read(manifest));
      tell.accept(new Event.Left(left, false));
    }
  }

  /** The engine has heard of it. */
  void arrived() {
    leaving.arrived();
  }

  /** It is known what changes, and the engine has not heard of it. */
  void announce(Succession succession) {
    try {
      leaving.announce(succession);
    } catch (IOException e) {
      screen.warn("unable to save what is to be taken back: " + Refused.reason(e));
    }
  }
}
