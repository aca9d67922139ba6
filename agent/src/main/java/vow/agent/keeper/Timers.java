package vow.agent.keeper;

import java.util.Optional;
import vow.engine.service.TimerStanding;
import vow.model.kind.Timer;

/**
 * Who keeps timers, as their keeper sees it. The methods block until the agent's loop has answered;
 * they are called from other threads than the loop's.
 */
public interface Timers {
  /** Why it cannot be kept; empty when it can. */
  Optional<String> problem(Timer timer);

  /** How it stands; empty when it is not set, or is another by that name. */
  Optional<TimerStanding> standing(Timer timer);

  /** Sets it. */
  TimerStanding set(Timer timer);

  /** Forgets it. What its service does goes on. */
  void drop(String name);
}
