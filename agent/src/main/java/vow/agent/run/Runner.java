package vow.agent.run;

/** Runs commands to their end. May be used by many threads; each call blocks its own. */
public interface Runner {
  /**
   * Runs one command. When the time is over, its whole process group is killed. Returns when the
   * command itself has ended, even if a child of it keeps an output open.
   */
  Ended run(Run run);

  /** Ends what runs and is not {@link Run#whole}, and whatever is still started: vow stops. */
  default void interrupt() {}

  /** Whether something runs that must not be broken off. */
  default boolean mustFinish() {
    return false;
  }
}
