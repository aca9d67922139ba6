package vow.agent.secret;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/**
 * The links on the way to a file: a change of each of them is one of what is read there. Kubernetes
 * changes a secret by renaming one over a link in the middle.
 */
final class LinkTrail {
  /** As many as Linux follows, see path_resolution(7). */
  private static final int LINKS_MAX = 40;

  private static final Path ROOT = Path.of("/");

  private LinkTrail() {}

  /** An absolute path, every link on its way, and where it ends. */
  static List<String> of(String path) {
    var trail = new LinkedHashSet<String>();
    trail.add(path);
    var left = new ArrayDeque<Path>();
    Path.of(path).forEach(left::add);
    var at = ROOT;
    int links = 0;
    while (!left.isEmpty()) {
      var name = left.pop().toString();
      var here = at.resolve(name).normalize();
      var target = links < LINKS_MAX ? target(here) : Optional.<Path>empty();
      if (target.isEmpty()) {
        at = here;
        continue;
      }
      links++; // a loop adds nothing to the trail
      trail.add(here.toString());
      at = target.get().isAbsolute() ? ROOT : at;
      for (int i = target.get().getNameCount() - 1; i >= 0; i--) {
        left.push(target.get().getName(i));
      }
    }
    trail.add(at.toString());
    return List.copyOf(trail);
  }

  /** What a link says; empty when it is none. */
  private static Optional<Path> target(Path here) {
    try {
      return Files.isSymbolicLink(here)
          ? Optional.of(Files.readSymbolicLink(here))
          : Optional.empty();
    } catch (IOException _) {
      return Optional.empty();
    }
  }
}
