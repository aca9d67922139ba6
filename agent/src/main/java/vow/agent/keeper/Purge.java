package vow.agent.keeper;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import vow.agent.tree.Replacement;
import vow.agent.tree.Temporary;
import vow.linux.Directory;
import vow.linux.Errno;
import vow.linux.LinuxException;
import vow.linux.Statx;
import vow.model.Undo;
import vow.model.Undo.Metadata;
import vow.model.kind.Paths;

/**
 * What in a directory no promise makes and no {@code keep} protects, listed before anything is
 * removed. A folder counts with everything in it; a protected thing in it protects the folder.
 */
final class Purge {
  private static final int NAMED_MAX = 5;

  /** Who goes on filling the folder is left to the next event. */
  private static final int ROUNDS_MAX = 3;

  /** More is not even listed. */
  private static final int LISTED_MAX = 1_000_000;

  private final vow.model.kind.Directory kind;
  private final List<String> doomed;

  private Purge(vow.model.kind.Directory kind, List<String> doomed) {
    this.kind = kind;
    this.doomed = doomed;
  }

  static Purge of(vow.model.kind.Directory kind, Site site) {
    var doomed = new LinkedHashSet<String>();
    try (var top = site.tree().directory(kind.path())) {
      long device = top.stat().device();
      Walk.below(
          top,
          kind.path(),
          (_, name, path, stat) -> {
            boolean spared = stat.device() != device || spared(kind, name, path, site);
            if (spared) {
              spareAbove(path, doomed);
            } else if (doomed.size() < LISTED_MAX) {
              doomed.add(path);
            }
            return !spared;
          });
    }
    return new Purge(kind, List.copyOf(doomed));
  }

  /** Temporary files belong to repairs that are under way beside this one. */
  private static boolean spared(
      vow.model.kind.Directory kind, String name, String path, Site site) {
    return site.attempt().promised().contains(path)
        || name.endsWith(Temporary.SUFFIX)
        || kind.keep().stream().anyMatch(glob -> Glob.matches(glob, name));
  }

  private static void spareAbove(String path, Set<String> doomed) {
    for (var at = Paths.parent(path); doomed.remove(at); ) {
      at = Paths.parent(at);
    }
  }

  boolean isEmpty() {
    return doomed.isEmpty();
  }

  /** Why nothing is removed: it would be too much at once. */
  Optional<String> refusal() {
    if (doomed.size() <= kind.maxDelete()) {
      return Optional.empty();
    }
    var named = doomed.stream().limit(NAMED_MAX).collect(Collectors.joining(", "));
    return Optional.of(
        "unable to purge %s: %d entries are unmanaged and max_delete is %d: %s%s"
            .formatted(
                kind.path(),
                doomed.size(),
                kind.maxDelete(),
                named,
                doomed.size() > NAMED_MAX ? ", ..." : ""));
  }

  String text() {
    return doomed.size() == 1
        ? "1 unmanaged entry: " + doomed.getFirst()
        : doomed.size() + " unmanaged entries";
  }

  /** The list in the form of a diff. */
  String diff() {
    return "--- %s\n+++ %s\n".formatted(kind.path(), kind.path())
        + doomed.stream().map(path -> "-" + path + "\n").collect(Collectors.joining());
  }

  /** Lists and removes; why that may not be. What is put there meanwhile is listed again. */
  static Optional<String> run(vow.model.kind.Directory kind, Site site, List<Undo.Before> before) {
    for (int rounds = 1; ; rounds++) {
      var purge = of(kind, site);
      if (purge.refusal().isPresent()) {
        return purge.refusal();
      }
      if (purge.run(site, before) || rounds == ROUNDS_MAX) {
        return Optional.empty();
      }
    }
  }

  /**
   * Removes exactly what is listed, content first; keeps what undo needs.
   *
   * @return false when somebody put something into a folder that was to go
   */
  private boolean run(Site site, List<Undo.Before> before) {
    boolean all = true;
    for (var path : doomed.reversed()) {
      var somewhere = site.tree().findPlace(path);
      if (somewhere.isEmpty()) {
        continue;
      }
      try (var place = somewhere.get()) {
        var found = place.directory().stat(place.name());
        if (found.isPresent()) {
          remove(place.directory(), place.name(), path, found.get(), site).ifPresent(before::add);
        }
      } catch (LinuxException e) {
        if (e.errno() != Errno.ENOTEMPTY && e.errno() != Errno.ENOENT) {
          throw e;
        }
        all = false;
      }
    }
    return all;
  }

  private static Optional<Undo.Before> remove(
      Directory folder, String name, String path, Statx stat, Site site) {
    return switch (stat.type()) {
      case DIRECTORY -> {
        folder.rmdir(name);
        yield Optional.of(new Undo.Folder(path, Dress.of(stat)));
      }
      case SYMLINK -> {
        var target = folder.readLink(name);
        folder.unlink(name);
        yield Optional.of(new Undo.Link(path, target, new Undo.Owner(stat.uid(), stat.gid())));
      }
      case FILE -> {
        var was = remember(folder, name, path, stat, site);
        folder.unlink(name);
        yield Optional.of(was);
      }
      case CHARACTER_DEVICE, BLOCK_DEVICE, FIFO, SOCKET, UNKNOWN -> {
        folder.unlink(name);
        yield Optional.empty();
      }
    };
  }

  private static Undo.Before remember(
      Directory folder, String name, String path, Statx stat, Site site) {
    try (var old = folder.read(name)) {
      var metadata = new Metadata(stat.mode(), stat.uid(), stat.gid(), Replacement.attributes(old));
      var hash = site.attempt().sensitive() ? null : site.backups().keep(old);
      return new Undo.Content(path, hash, true, metadata);
    }
  }
}
