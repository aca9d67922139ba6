package vow.language.function;

import java.io.Serial;

/**
 * Why a call cannot be answered. It unwinds from the depth of a reader or a format to the one place
 * that turns it into an outcome, {@link Bodies}; it never leaves this package and carries no stack
 * trace.
 */
final class Refusal extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  private final int argument;
  private final String why;

  /**
   * @param argument the number of the argument that is to blame, from 0
   * @param why a clause in lower case that never shows a sensitive value
   */
  Refusal(int argument, String why) {
    super(why, null, false, false);
    this.argument = argument;
    this.why = why;
  }

  /** Nothing but the call as a whole is to blame. */
  Refusal(String why) {
    this(vow.language.eval.Function.Failed.WHOLE_CALL, why);
  }

  int argument() {
    return argument;
  }

  String why() {
    return why;
  }
}
