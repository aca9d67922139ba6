package vow.language.syntax;

/**
 * What is too much. No policy that people write comes near; beyond, there is one clear error
 * instead of an exhausted stack or heap.
 */
public final class Limits {
  /** One file. */
  public static final int MAX_SOURCE_BYTES = 8 << 20;

  /**
   * Words, numbers, signs and lines of texts in one file; five times what 10,000 promises have.
   * What is made of so many fits into the 256 MiB that a vow process has.
   */
  public static final int MAX_TOKENS = 1_000_000;

  /**
   * Blocks, brackets, templates and prefix operators inside each other: some 2 kB of stack each.
   */
  public static final int MAX_DEPTH = 128;

  /**
   * Levels of a whole expression's tree. Chains of operators and of steps in a reference count
   * here, too: {@code a + b + c} has three levels.
   */
  public static final int MAX_HEIGHT = 400;

  /** Digits of one number as written. */
  public static final int MAX_NUMBER_DIGITS = 10_000;

  /**
   * Size of a number's exponent: 1e400 is written out with 401 digits. The specification asks for a
   * binary exponent of 16 bits, which is 9,865 digits.
   */
  public static final int MAX_NUMBER_EXPONENT = 10_000;

  private Limits() {}
}
