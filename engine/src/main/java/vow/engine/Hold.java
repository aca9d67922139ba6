package vow.engine;

/**
 * An override: a promise, or everything, is to be left alone. That of a promise ends at its time,
 * when the policy changes the promise, or when it is released.
 *
 * @param who the person, as the control socket knows them; in words when it is none
 * @param why may be empty
 * @param untilMs milliseconds since the epoch, or {@link #FOREVER}
 */
public record Hold(String who, String why, long untilMs, Sort sort) {
  /** No end by time. */
  public static final long FOREVER = Long.MAX_VALUE;

  /** The policy wants nothing touched. */
  public static final Hold OBSERVED = new Hold("the policy", "", FOREVER, Sort.OBSERVE);

  /** What was asked for. */
  public enum Sort {
    /** Leave it as it is. */
    HOLD,
    /** Put back what was there before the last repair, then leave it. */
    UNDO,
    /** Leave everything as it is: too much differed at once. */
    BREAKER,
    /** Leave everything as it is, and tell what differs: the policy says so. */
    OBSERVE;

    /** The word used in text, JSON and metrics. */
    public String word() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }
}
