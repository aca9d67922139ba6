package vow.agent;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import vow.agent.service.TimersFile;

/**
 * Where an agent keeps and remembers: the kept tree, its state and its runtime folder. All
 * absolute.
 *
 * @param root the kept tree; {@code /} or the folder of {@code --root}
 * @param state what must survive a reboot
 * @param runtime what need not
 */
public record Places(Path root, Path state, Path runtime) {
  /** What the command line says; empty where it is silent. */
  public record Options(Optional<Path> root, Optional<Path> state, Optional<Path> runtime) {}

  /**
   * The folders by INTERFACES 1: under {@code --root} inside the tree, for a plain user the XDG
   * folders, else /var/lib/vow and /run/vow.
   *
   * @param environment HOME, XDG_STATE_HOME and XDG_RUNTIME_DIR are looked at
   */
  public static Places of(Options options, boolean root, Map<String, String> environment) {
    var tree = options.root().map(Places::absolute);
    var state =
        options.state().map(Places::absolute).orElseGet(() -> state(tree, root, environment));
    var runtime =
        options.runtime().map(Places::absolute).orElseGet(() -> runtime(tree, root, environment));
    return new Places(tree.orElse(Path.of("/")), state, runtime);
  }

  /** Whether the kept tree is not the running system. */
  public boolean underRoot() {
    return !root.equals(Path.of("/"));
  }

  /** The control socket. */
  public Path socket() {
    return runtime.resolve("control.sock");
  }

  /** What is known of services: there is none where there never was a service. */
  public Path services() {
    return runtime.resolve("services.json");
  }

  /** What is known of timers: there is none where there never was one. */
  public Path timers() {
    return TimersFile.file(state);
  }

  /** The folders of the services' logs. */
  public Path logs() {
    return state.resolve("log");
  }

  /** The socket that answers questions of a group. */
  public Path statusSocket() {
    return runtime.resolve("status.sock");
  }

  private static Path state(Optional<Path> tree, boolean root, Map<String, String> environment) {
    if (tree.isPresent()) {
      return tree.get().resolve("var/lib/vow");
    }
    return root
        ? Path.of("/var/lib/vow")
        : folder(environment.get("XDG_STATE_HOME"))
            .orElseGet(() -> home(environment).resolve(".local/state"))
            .resolve("vow");
  }

  private static Path runtime(Optional<Path> tree, boolean root, Map<String, String> environment) {
    if (tree.isPresent()) {
      return tree.get().resolve("run/vow");
    }
    return root
        ? Path.of("/run/vow")
        : folder(environment.get("XDG_RUNTIME_DIR"))
            .map(r -> r.resolve("vow"))
            .orElseGet(() -> home(environment).resolve(".local/state/vow/run"));
  }

  private static Optional<Path> folder(@org.jspecify.annotations.Nullable String value) {
    return value != null && value.startsWith("/") ? Optional.of(Path.of(value)) : Optional.empty();
  }

  private static Path home(Map<String, String> environment) {
    return folder(environment.get("HOME")).orElse(Path.of("/tmp"));
  }

  private static Path absolute(Path path) {
    return path.toAbsolutePath().normalize();
  }
}
