package vow.model;

/**
 * Something on a machine that promises make or need. Equal things tie promises together: whoever
 * needs a thing comes after the promise that owns it, and two owners of one thing are an error.
 */
public record Thing(Sort sort, String name) {
  /** What sort of thing. */
  public enum Sort {
    /** A path exists with its type and metadata. */
    PATH,
    /** The content at a path. */
    CONTENT,
    /** A user account. */
    USER,
    /** A group. */
    GROUP,
    /** An installed package. */
    PACKAGE,
    /** A kernel setting. */
    SETTING,
    /** An address at which somebody listens. */
    ADDRESS
  }

  // Written out for the reason that PromiseId has.
  @Override
  public boolean equals(Object other) {
    return other instanceof Thing it && sort == it.sort && name.equals(it.name);
  }

  @Override
  public int hashCode() {
    return 31 * name.hashCode() + sort.name().hashCode();
  }

  /** A path. */
  public static Thing path(String path) {
    return new Thing(Sort.PATH, path);
  }

  /** The content at a path. */
  public static Thing content(String path) {
    return new Thing(Sort.CONTENT, path);
  }
}
