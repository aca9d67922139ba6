package vow.language.eval;

/**
 * What evaluating may cost in all: share one among all expressions of a policy, so that many small
 * ones cannot do what a large one may not. Owned by one thread.
 */
public final class Budget {
  /**
   * Expressions evaluated; one inside a loop counts each time, a call or a comparison counts more
   * when its values are large.
   */
  public static final long MAX_STEPS = 20_000_000;

  /** Bytes of strings and collections made, roughly. */
  public static final long MAX_MADE_BYTES = 256L * 1024 * 1024;

  private static final long BYTES_PER_STEP = 1024;

  private long stepsLeft = MAX_STEPS;
  private long bytesLeft = MAX_MADE_BYTES;
  private boolean reported;

  /** With everything left. */
  public Budget() {}

  boolean isSpent() {
    return stepsLeft < 0 || bytesLeft < 0;
  }

  boolean step() {
    return --stepsLeft >= 0 && bytesLeft >= 0;
  }

  /** For work that looks through all of a value. */
  void look(long weightBytes) {
    stepsLeft -= weightBytes / BYTES_PER_STEP;
  }

  boolean make(long bytes) {
    bytesLeft -= bytes;
    return bytesLeft >= 0;
  }

  /** True once: the first who finds the budget spent tells the user. */
  boolean claimReport() {
    var first = !reported;
    reported = true;
    return first;
  }

  String spent() {
    return bytesLeft < 0
        ? "unable to evaluate this policy: its values take more than "
            + MAX_MADE_BYTES / (1024 * 1024)
            + " MiB"
        : "unable to evaluate this policy: it takes more than " + MAX_STEPS + " steps";
  }
}
