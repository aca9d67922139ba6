package vow.language.value;

/**
 * What the language refuses to make, so that no policy can exhaust the heap or the stack. Reaching
 * one is an error with the limit in its text.
 */
public final class Limits {
  /** Characters of one string. */
  public static final int MAX_TEXT_CHARS = 4 * 1024 * 1024;

  /** Elements of one collection. */
  public static final int MAX_ELEMENTS = 262_144;

  /** What one value would take written out, {@link Value#weightBytes}. */
  public static final long MAX_WEIGHT_BYTES = 64L * 1024 * 1024;

  /** Collections nested in each other, {@link Value#depth}. */
  public static final int MAX_DEPTH = 200;

  private Limits() {}
}
