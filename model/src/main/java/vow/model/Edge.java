package vow.model;

/** {@code from} comes after {@code to}. */
public record Edge(PromiseId from, PromiseId to, Reason reason) {
  /** Why the order is so. */
  public enum Reason {
    /** The policy says {@code after}. */
    AFTER,
    /** The policy says {@code on_change}: a repair of {@code to} refreshes {@code from}. */
    ON_CHANGE,
    /** An attribute refers to {@code to}. */
    REFERENCE,
    /** {@code from} needs a thing that {@code to} makes: a parent directory, an owner, a group. */
    NEED
  }

  // Written out for the reason that PromiseId has.
  @Override
  public boolean equals(Object other) {
    return other instanceof Edge it
        && reason == it.reason
        && from.equals(it.from)
        && to.equals(it.to);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * from.hashCode() + to.hashCode()) + reason.name().hashCode();
  }
}
