package vow.model;

/** {@code from} comes after {@code to}. Sorted by the promises. */
public record Edge(PromiseId from, PromiseId to, Reason reason) implements Comparable<Edge> {
  /** Why the order is so. */
  public enum Reason {
    /** The policy says {@code after}. */
    AFTER,
    /** The policy says {@code on_change}: a repair of {@code to} refreshes {@code from}. */
    ON_CHANGE,
    /** An attribute refers to {@code to}. */
    REFERENCE,
    /** {@code from} needs a thing that {@code to} makes: a parent directory, an owner, a group. */
    NEED,
    /** {@code from} is better off with {@code to}, and does without when that fails. */
    WANTED
  }

  // No comparator of the library: those are not in the cache that a process starts with.
  @Override
  public int compareTo(Edge other) {
    int byFrom = from.compareTo(other.from);
    int byTo = byFrom != 0 ? byFrom : to.compareTo(other.to);
    return byTo != 0 ? byTo : reason.compareTo(other.reason);
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
