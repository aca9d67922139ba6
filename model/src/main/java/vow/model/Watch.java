package vow.model;

/**
 * A place whose change can break a promise.
 *
 * @param path absolute, normalised, inside the kept tree
 */
public record Watch(String path, Scope scope) {
  /** What no watch of a local file system tells in time. */
  public static final String UNSEEN_MAPS =
      "a write through a shared memory mapping is seen when the writer unmaps it";

  /** What no watch of a network file system tells. */
  public static final String UNSEEN_MACHINES =
      "changes that another machine makes on a network file system are not seen";

  /** How much of the place matters. */
  public enum Scope {
    /** The path itself: existence, type, content, metadata. */
    SELF,
    /** The path itself and the names directly in it. */
    ENTRIES,
    /** The path itself and everything below. */
    TREE
  }

  /** A watch on the path itself. */
  public static Watch self(String path) {
    return new Watch(path, Scope.SELF);
  }
}
