package vow.agent.keeper;

import java.util.List;
import java.util.Optional;
import vow.agent.tree.Parents;
import vow.agent.tree.Symlink;
import vow.linux.Directory;
import vow.linux.FileType;
import vow.linux.Statx;
import vow.model.Assessment;
import vow.model.Change;
import vow.model.Repair;
import vow.model.Undo;
import vow.model.kind.Link;
import vow.model.kind.Paths;

/** Keeps a symbolic link; what it leads to is not looked at. */
final class LinkKeeper implements Keeper<Link> {
  @Override
  public Assessment assess(Link link, Site site) {
    var found = site.tree().stat(link.path());
    var obstacle = obstacle(link, found);
    if (obstacle.isPresent()) {
      return Assessment.failed(obstacle.get());
    }
    if (link.absent()) {
      return found.isEmpty() ? Assessment.kept() : Assessment.drifted("is there");
    }
    if (found.isEmpty()) {
      return FileKeeper.orphan(link.path(), link.parents(), site)
          .map(Assessment::failed)
          .orElseGet(() -> Assessment.drifted("is missing"));
    }
    if (found.get().type() != FileType.SYMLINK) {
      return Assessment.drifted("is " + Types.text(found.get().type()));
    }
    try (var place = site.tree().place(link.path())) {
      var target = place.directory().readLink(place.name());
      return target.equals(link.target())
          ? Assessment.kept()
          : Assessment.drifted("leads to " + target + " instead of " + link.target());
    }
  }

  @Override
  public Repair repair(Link link, Change change, Site site) {
    var orphan = FileKeeper.orphanNow(link.path(), link.parents(), site);
    if (orphan.isPresent() && !link.absent()) {
      return Repair.failed(orphan.get());
    }
    var parents =
        link.absent() ? List.<String>of() : Parents.make(site.tree(), Paths.parent(link.path()));
    var somewhere = site.tree().findPlace(link.path());
    if (somewhere.isEmpty() && link.absent()) {
      return Repair.done();
    }
    boolean done = false;
    try (var place = somewhere.orElseGet(() -> site.tree().place(link.path()))) {
      var repair = at(link, place.directory(), place.name(), parents, site);
      done = repair instanceof Repair.Done;
      return repair;
    } finally {
      if (!done) {
        Parents.unmake(site.tree(), parents);
      }
    }
  }

  private static Repair at(
      Link link, Directory folder, String name, List<String> parents, Site site) {
    var found = folder.stat(name);
    var obstacle = obstacle(link, found);
    if (obstacle.isPresent()) {
      return Repair.failed(obstacle.get());
    }
    if (link.absent()) {
      return found.isEmpty() ? Repair.done() : remove(link, folder, name, site);
    }
    if (isRight(link, folder, name, found)) {
      return Repair.done();
    }
    var rewrite = new Rewrite(link.path(), Optional.empty(), true, site);
    rewrite.madeParents(parents);
    if (found.isPresent()) {
      rewrite.remember(folder, name, found.get());
    } else {
      rewrite.was(new Undo.Missing(link.path()));
    }
    Symlink.put(folder, name, link.target());
    return rewrite.done();
  }

  private static boolean isRight(Link link, Directory folder, String name, Optional<Statx> found) {
    return found.filter(s -> s.type() == FileType.SYMLINK).isPresent()
        && folder.readLink(name).equals(link.target());
  }

  private static Repair remove(Link link, Directory folder, String name, Site site) {
    var rewrite = new Rewrite(link.path(), Optional.empty(), true, site);
    rewrite.remember(folder, name, folder.stat(name).orElseThrow());
    folder.unlink(name);
    folder.sync();
    return rewrite.done();
  }

  /** What may not be replaced: anything but a link, or by force a regular file. */
  private static Optional<String> obstacle(Link link, Optional<Statx> found) {
    return found
        .filter(s -> s.type() != FileType.SYMLINK)
        .filter(s -> s.type() != FileType.FILE || !link.force() || link.absent())
        .map(s ->
            "unable to %s the link %s: %s is in the way%s"
                .formatted(
                    link.absent() ? "remove" : "make",
                    link.path(),
                    Types.text(s.type()),
                    s.type() == FileType.FILE && !link.absent()
                        ? " (force = true replaces it)"
                        : ""));
  }
}
