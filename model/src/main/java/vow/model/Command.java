package vow.model;

import java.util.List;

/**
 * A command as written in a policy.
 *
 * @param argv the program and its arguments; with {@code shell}, the one text for {@code /bin/sh
 *     -c}
 */
public record Command(List<String> argv, boolean shell) {
  public Command {
    argv = List.copyOf(argv);
  }

  /** What is executed. */
  public List<String> toArgv() {
    return shell ? List.of("/bin/sh", "-c", argv.getFirst()) : argv;
  }

  /** A word as a shell takes it, whatever is in it. */
  public static String quoted(String word) {
    return "'" + word.replace("'", "'\\''") + "'";
  }

  /** As people write it. */
  public String text() {
    return String.join(" ", argv);
  }
}
