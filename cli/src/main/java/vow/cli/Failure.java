package vow.cli;

/** What was asked cannot be done; the message is for the user: "unable to ... : why". */
final class Failure extends Exception {
  private static final long serialVersionUID = 1;

  Failure(String message) {
    super(message);
  }
}
