package vow.agent.keeper;

import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
import vow.model.Manifest;
import vow.model.Thing;
import vow.model.kind.Directory;
import vow.model.kind.File;
import vow.model.kind.Kind;
import vow.model.kind.Ownership;
import vow.model.kind.Paths;

/**
 * What the promises of a manifest make, so that one keeper leaves alone what another keeps. Made
 * once a manifest, shared by all attempts.
 */
public final class Promised {
  /** No promise but one's own. */
  public static final Promised NOTHING = new Promised(Set.of(), Set.of(), Set.of());

  private final Set<String> paths;
  private final Set<String> owned;
  private final Set<Thing> accounts;

  private Promised(Set<String> paths, Set<String> owned, Set<Thing> accounts) {
    this.paths = paths;
    this.owned = owned;
    this.accounts = accounts;
  }

  /** Collects what a manifest makes. */
  public static Promised of(Manifest manifest) {
    var paths = new HashSet<String>();
    var owned = new HashSet<String>();
    var accounts = new HashSet<Thing>();
    for (var promise : manifest.promises().values()) {
      var kind = promise.kind();
      for (var thing : (Iterable<Thing>) things(kind)::iterator) {
        switch (thing.sort()) {
          case PATH, CONTENT -> addWithParents(thing.name(), paths);
          case USER, GROUP -> accounts.add(thing);
          case PACKAGE, SETTING -> {}
        }
      }
      if (saysOwner(kind)) {
        kind.owns().forEach(t -> owned.add(t.name()));
      }
    }
    return new Promised(paths, owned, accounts);
  }

  /** Whether a promise makes or edits the path, or something below it. */
  public boolean contains(String path) {
    return paths.contains(path);
  }

  /** Whether a promise says who owns exactly this path. */
  boolean saysOwnerOf(String path) {
    return owned.contains(path);
  }

  /** Whether a promise makes this user or group. */
  boolean makes(Thing.Sort sort, String account) {
    return accounts.contains(new Thing(sort, account));
  }

  private static Stream<Thing> things(Kind kind) {
    return Stream.of(kind.owns(), kind.edits()).flatMap(Set::stream);
  }

  private static boolean saysOwner(Kind kind) {
    return ownership(kind).filter(o -> o.owner().isPresent() || o.group().isPresent()).isPresent();
  }

  private static java.util.Optional<Ownership> ownership(Kind kind) {
    return switch (kind) {
      case File file -> java.util.Optional.of(file.ownership());
      case Directory directory -> java.util.Optional.of(directory.ownership());
    };
  }

  private static void addWithParents(String path, Set<String> paths) {
    for (var at = path; paths.add(at) && !at.equals("/"); ) {
      at = Paths.parent(at);
    }
  }
}
