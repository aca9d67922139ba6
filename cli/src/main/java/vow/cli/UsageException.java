package vow.cli;

/** The command line cannot be understood; the message says why and what to do. */
final class UsageException extends Exception {
  private static final long serialVersionUID = 1;

  UsageException(String message) {
    super(message);
  }
}
