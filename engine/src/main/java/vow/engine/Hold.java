package vow.engine;

/**
 * An override: a person asked to leave a promise alone. It ends at its time, when the policy
 * changes the promise, or when it is released.
 *
 * @param who the person, as the control socket knows them
 * @param why may be empty
 * @param untilMs milliseconds since the epoch, or {@link #FOREVER}
 */
public record Hold(String who, String why, long untilMs, Sort sort) {
  /** No end by time. */
  public static final long FOREVER = Long.MAX_VALUE;

  /** What was asked for. */
  public enum Sort {
    /** Leave it as it is. */
    HOLD,
    /** Put back what was there before the last repair, then leave it. */
    UNDO
  }
}
