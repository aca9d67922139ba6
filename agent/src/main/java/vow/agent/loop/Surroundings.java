package vow.agent.loop;

import vow.agent.bell.Bells;
import vow.agent.watch.PathEvent;
import vow.engine.Effect;

/** What the loop asks of the rest of the agent. Called on the loop's thread. */
public interface Surroundings {
  /** Starts a piece of work, to be answered by {@link EventLoop#post}. */
  void start(Effect.Work work);

  /** Something happened on this machine: perhaps to the policy's files or a fact's source. */
  void noticed(PathEvent event);

  /** Looks whether anything else that rings the bells has news; never blocks. */
  void look();

  /** Some places cannot be watched: why, and what to do. */
  void unwatched(String why);

  /**
   * Nothing has happened for the linger time, and nothing is due before long.
   *
   * @param wakeAtMs when something is due; {@link Bells#FOREVER} for never
   * @return true when this process ends now, to be started again when something happens
   */
  boolean idle(long wakeAtMs);

  /** When {@link #look} is to be called at the latest; {@link Bells#FOREVER} for never. */
  default long dueMs() {
    return Bells.FOREVER;
  }

  /** An override came into force. */
  void overridden(Effect.Overridden overridden);
}
