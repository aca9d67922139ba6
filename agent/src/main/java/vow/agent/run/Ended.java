package vow.agent.run;

/** How a command ended. */
public sealed interface Ended {
  /** Most bytes kept of a command's output: its beginning and its end. */
  int OUTPUT_BYTES_MAX = 64 * 1024;

  /** It exited with this status. The output is standard output and error as they came. */
  record Exited(int status, String output) implements Ended {}

  /** A signal ended it. */
  record Killed(int signal, String output) implements Ended {}

  /** It took too long and was killed. */
  record TimedOut(String output) implements Ended {}

  /** It could not be started: lower case, what and why. */
  record NotStarted(String why) implements Ended {}

  /** Whether it exited with 0. */
  default boolean succeeded() {
    return this instanceof Exited e && e.status() == 0;
  }

  /** The same, forgetting what it printed. */
  default Ended withoutOutput() {
    return switch (this) {
      case Exited e -> new Exited(e.status(), "");
      case Killed k -> new Killed(k.signal(), "");
      case TimedOut _ -> new TimedOut("");
      case NotStarted n -> n;
    };
  }

  /** How it ended, in words: {@code exited with 1: no such table}. */
  default String text() {
    return switch (this) {
      case Exited e -> "exited with " + e.status() + last(e.output());
      case Killed k -> "was ended by signal " + k.signal() + last(k.output());
      case TimedOut t -> "took too long and was killed" + last(t.output());
      case NotStarted n -> n.why();
    };
  }

  private static String last(String output) {
    var text = output.strip();
    return text.isEmpty() ? "" : ": " + text.substring(text.lastIndexOf('\n') + 1);
  }
}
