package vow.agent.keeper;

import java.util.Collections;
import java.util.HashSet;
import java.util.Set;
import vow.model.Manifest;
import vow.model.Promise;
import vow.model.Thing;
import vow.model.kind.Directory;
import vow.model.kind.Paths;

/**
 * What the promises of a manifest make, so that one keeper leaves alone what another keeps. Made
 * once a manifest, shared by all attempts.
 */
public final class Promised {
  /** No promise but one's own. */
  public static final Promised NOTHING = new Promised();

  private final Set<Thing> made = new HashSet<>();
  private final Set<String> paths = new HashSet<>();
  private final Set<Thing> surely = new HashSet<>();
  private final Set<String> owned = new HashSet<>();

  private Promised() {}

  /** Collects what a manifest makes. */
  public static Promised of(Manifest manifest) {
    var promised = new Promised();
    for (var promise : manifest.promises().values()) {
      var kind = promise.kind();
      promised.made.addAll(kind.owns());
      if (makesItself(promise)) {
        promised.surely.addAll(kind.owns());
      }
      kind.owns().forEach(promised::addPath);
      kind.edits().forEach(promised::addPath);
      if (kind.saysOwner()) {
        kind.owns().forEach(t -> promised.owned.add(t.name()));
      }
    }
    return promised;
  }

  /** Every path that a promise makes or edits, and the folders above. */
  public Set<String> paths() {
    return Collections.unmodifiableSet(paths);
  }

  /** Whether a promise makes or edits the path, or something below it. */
  public boolean contains(String path) {
    return paths.contains(path);
  }

  /** Whether a promise makes exactly this: in a dry run it may not be there yet. */
  public boolean makes(Thing thing) {
    return made.contains(thing);
  }

  /** The same, when nothing in the policy can keep the promise from making it. */
  boolean surelyMakes(Thing thing) {
    return surely.contains(thing);
  }

  private static boolean makesItself(Promise promise) {
    var meta = promise.meta();
    boolean gone = promise.kind() instanceof Directory directory && directory.absent();
    return !gone && !meta.noop() && meta.onlyIf().isEmpty() && meta.notIf().isEmpty();
  }

  /** Whether a promise says who owns exactly this path. */
  boolean saysOwnerOf(String path) {
    return owned.contains(path);
  }

  private void addPath(Thing thing) {
    if (thing.sort() == Thing.Sort.PATH || thing.sort() == Thing.Sort.CONTENT) {
      for (var at = thing.name(); paths.add(at) && !at.equals("/"); ) {
        at = Paths.parent(at);
      }
    }
  }
}
