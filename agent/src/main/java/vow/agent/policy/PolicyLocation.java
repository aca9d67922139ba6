package vow.agent.policy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where a policy is: one file, or a folder whose {@code *.hcl} (not hidden, not recursive) are the
 * policy.
 *
 * @param path as it was given or found
 * @param folder that relative reads are below, absolute
 * @param single the one file, when the path is a file
 */
public record PolicyLocation(Path path, Path folder, Optional<Path> single) {
  private static final Path SYSTEM = Path.of("/etc/vow");
  static final String SUFFIX = ".hcl";

  /** What was found. */
  public sealed interface Found {
    /** A policy may be there. */
    record At(PolicyLocation location) implements Found {}

    /** The path that was given does not exist. */
    record Nowhere(Path path) implements Found {}

    /** No path was given and none of the usual places has a policy. */
    record NotGiven() implements Found {}
  }

  /** The given path, else the current folder if it holds a policy, else /etc/vow. */
  public static Found find(Optional<Path> given, Path current) {
    if (given.isPresent()) {
      var path = given.get();
      return Files.exists(current.resolve(path))
          ? new Found.At(at(path, current))
          : new Found.Nowhere(path);
    }
    for (var candidate : List.of(current, SYSTEM)) {
      if (!files(candidate).isEmpty()) {
        return new Found.At(at(candidate.equals(current) ? Path.of(".") : candidate, current));
      }
    }
    return new Found.NotGiven();
  }

  /** The policy's files, absolute, sorted by name. */
  public List<Path> files() {
    return single.map(List::of).orElseGet(() -> files(folder));
  }

  private static PolicyLocation at(Path path, Path current) {
    var absolute = current.resolve(path).toAbsolutePath().normalize();
    return Files.isDirectory(absolute)
        ? new PolicyLocation(path, absolute, Optional.empty())
        : new PolicyLocation(path, parent(absolute), Optional.of(absolute));
  }

  private static Path parent(Path absolute) {
    var parent = absolute.getParent();
    return parent == null ? absolute : parent;
  }

  static List<Path> files(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(PolicyLocation::isPolicy).sorted().toList();
    } catch (IOException _) {
      return List.of();
    }
  }

  private static boolean isPolicy(Path file) {
    var name = file.getFileName().toString();
    return name.endsWith(SUFFIX) && !name.startsWith(".") && Files.isRegularFile(file);
  }
}
