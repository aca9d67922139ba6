package vow.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import vow.agent.Places;

/**
 * One parsed command line and the world it runs in.
 *
 * @param options what was given, by full name; a switch has no values
 * @param arguments the words that are no options
 * @param environment the process's environment variables
 */
record Invocation(
    Map<String, List<String>> options,
    List<String> arguments,
    Map<String, String> environment,
    Terminal terminal) {

  boolean has(String option) {
    return options.containsKey(option);
  }

  /** The last value given, as everywhere else. */
  Optional<String> option(String name) {
    var values = all(name);
    return values.isEmpty() ? Optional.empty() : Optional.of(values.getLast());
  }

  List<String> all(String name) {
    return options.getOrDefault(name, List.of());
  }

  boolean json() {
    return has("--json");
  }

  Optional<String> argument(int index) {
    return index < arguments.size() ? Optional.of(arguments.get(index)) : Optional.empty();
  }

  /** Where the kept tree, the state and the sockets are. */
  Places places() {
    return Places.of(
        new Places.Options(path("--root"), path("--state"), path("--runtime")),
        isRoot(),
        environment);
  }

  Optional<Path> path(String option) {
    return option(option).map(Path::of);
  }

  /** Asked of /proc: the C library would cost the native layer's start. */
  static boolean isRoot() {
    try {
      return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
    } catch (IOException e) {
      throw new UncheckedIOException("unable to read /proc/self", e);
    }
  }
}
