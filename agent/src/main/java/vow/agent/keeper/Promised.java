package vow.agent.keeper;

import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
import vow.model.Manifest;
import vow.model.Thing;
import vow.model.kind.Paths;

/**
 * The paths that promises make or edit, and every folder above them: what a purge leaves alone.
 * Made once a manifest, shared by all attempts.
 */
public final class Promised {
  /** No promise but one's own. */
  public static final Promised NOTHING = new Promised(Set.of());

  private final Set<String> paths;

  private Promised(Set<String> paths) {
    this.paths = paths;
  }

  /** Collects the paths of a manifest. */
  public static Promised of(Manifest manifest) {
    var paths = new HashSet<String>();
    for (var promise : manifest.promises().values()) {
      Stream.of(promise.kind().owns(), promise.kind().edits())
          .flatMap(Set::stream)
          .filter(t -> t.sort() == Thing.Sort.PATH || t.sort() == Thing.Sort.CONTENT)
          .forEach(t -> addWithParents(t.name(), paths));
    }
    return new Promised(Set.copyOf(paths));
  }

  /** Whether a promise makes or edits the path, or something below it. */
  public boolean contains(String path) {
    return paths.contains(path);
  }

  private static void addWithParents(String path, Set<String> paths) {
    for (var at = path; paths.add(at) && !at.equals("/"); ) {
      at = Paths.parent(at);
    }
  }
}
