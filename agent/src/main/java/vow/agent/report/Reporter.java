package vow.agent.report;

import java.io.IOException;
import java.util.Optional;
import vow.engine.Engine;
import vow.engine.Happened;
import vow.engine.Hold;
import vow.model.Cause;
import vow.model.Summary;

/** Somebody who is told what happens: the screen, the journal, the person at the terminal. */
public interface Reporter {
  /** One assessment ended. Called on the loop's thread. */
  void happened(Happened happened) throws IOException;

  /** Something happened at a path. Called before the engine hears of it. */
  default void touched(String path, Engine engine) {}

  /** From now on nothing is repaired, or everything is again. */
  default void braked(Optional<Hold> brake, long timeMs) throws IOException {}

  /** Nothing is left to do. */
  default void converged(Converged converged) throws IOException {}

  /** Everything that was there to be told in this turn of the loop was told. */
  default void flush() throws IOException {}

  /** News could not be told to somebody whom the policy names. */
  default void untold(Untold untold) throws IOException {}

  /**
   * News that are lost.
   *
   * @param contact whom they were for
   * @param why the last try was in vain; never with a secret
   * @param lost how many
   */
  record Untold(String contact, String why, long lost, long timeMs) {}

  /**
   * A converge ended.
   *
   * @param tookMs since there was something to do
   * @param assessed how many promises took part
   */
  record Converged(long timeMs, Summary summary, long tookMs, Cause cause, int assessed) {}
}
