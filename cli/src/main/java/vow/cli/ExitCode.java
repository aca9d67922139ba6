package vow.cli;

/** What the process tells its caller. Scripts rely on these. */
final class ExitCode {
  /** Every promise is kept, repaired or noop. */
  static final int KEPT = 0;

  /** An invalid policy, another outcome, a missing path, or the state is another agent's. */
  static final int FAILED = 1;

  /** {@code plan} or {@code fmt --check} would change something. */
  static final int WOULD_CHANGE = 2;

  /** The command line cannot be parsed. */
  static final int USAGE = 64;

  private ExitCode() {}
}
