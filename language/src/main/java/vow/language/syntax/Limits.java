package vow.language.syntax;

/**
 * What is too much. No policy that people write comes near; beyond, there is one clear error
 * instead of an exhausted stack or heap.
 */
public final class Limits {
  /** One file. */
  public static final int MAX_SOURCE_BYTES = 16 << 20;

  /** Blocks, brackets, operators, steps of a reference and templates, each inside the other. */
  public static final int MAX_DEPTH = 250;

  /** Digits of one number as written. */
  public static final int MAX_NUMBER_DIGITS = 1_000;

  /** Size of a number's exponent: 1e400 is written out with 401 digits. */
  public static final int MAX_NUMBER_EXPONENT = 1_000;

  private Limits() {}
}
