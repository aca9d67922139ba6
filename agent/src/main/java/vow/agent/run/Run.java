package vow.agent.run;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A command to run.
 *
 * @param argv the program, looked up in PATH unless it holds a slash, and its arguments
 * @param environment added to a clean one (PATH, LANG, HOME, USER); VOW_ROOT is added under --root
 * @param folder where it starts, a path of the host; {@code /} when empty
 * @param user the account it runs as, by name or number; this process's own when empty
 * @param group its group; the user's own when empty
 * @param timeout after which it is killed
 * @param input what it reads from standard input, sent as UTF-8
 * @param whole it must not be broken off when vow stops: half of it would be worse than waiting
 */
public record Run(
    List<String> argv,
    Map<String, String> environment,
    Optional<String> folder,
    Optional<String> user,
    Optional<String> group,
    Duration timeout,
    String input,
    boolean whole) {

  public Run {
    argv = List.copyOf(argv);
    environment = Map.copyOf(environment);
  }

  /** A command with nothing special about it. */
  public static Run of(List<String> argv, Duration timeout) {
    return new Run(
        argv, Map.of(), Optional.empty(), Optional.empty(), Optional.empty(), timeout, "", false);
  }

  /** The same with these variables added. */
  public Run with(Map<String, String> more) {
    return new Run(argv, more, folder, user, group, timeout, input, whole);
  }

  /** The same with this on its standard input. */
  public Run reading(String text) {
    return new Run(argv, environment, folder, user, group, timeout, text, whole);
  }
}
