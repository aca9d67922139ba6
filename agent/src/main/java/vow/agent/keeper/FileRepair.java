package vow.agent.keeper;

import java.util.Optional;
import java.util.function.Supplier;
import vow.agent.tree.Content;
import vow.agent.tree.Parents;
import vow.linux.Directory;
import vow.linux.FileType;
import vow.linux.Root;
import vow.model.Repair;
import vow.model.Undo;
import vow.model.kind.File;
import vow.model.kind.Paths;

/** One repair of one file. One thread. */
final class FileRepair {
  private final File file;
  private final Supplier<Optional<Content>> content;
  private final Site site;
  private final String path;
  private final Rewrite rewrite;

  FileRepair(File file, Site site) {
    this(file, () -> FileKeeper.content(file), site);
  }

  /** A file whose content comes from elsewhere. */
  FileRepair(File file, Supplier<Optional<Content>> content, Site site) {
    this.file = file;
    this.content = content;
    this.site = site;
    this.path = file.path();
    this.rewrite = new Rewrite(path, file.validate(), file.backup(), site);
  }

  Repair run() {
    if (file.absent()) {
      return remove();
    }
    var somewhere = site.tree().findPlace(path);
    if (somewhere.isEmpty()) {
      var orphan = FileKeeper.orphanNow(path, file.parents(), site);
      return orphan.map(Repair::failed).orElseGet(this::makeWithParents);
    }
    try (var place = somewhere.get()) {
      return at(place);
    }
  }

  /** Removes the file. */
  Repair remove() {
    var somewhere = site.tree().findPlace(path);
    if (somewhere.isEmpty()) {
      return Repair.done();
    }
    try (var place = somewhere.get()) {
      var found = place.directory().stat(place.name());
      var obstacle = FileKeeper.obstacle(file, found);
      if (found.isEmpty() || obstacle.isPresent()) {
        return obstacle.map(Repair::failed).orElseGet(Repair::done);
      }
      rewrite.remember(place.directory(), place.name(), found.get());
      place.directory().unlink(place.name());
      place.directory().sync();
      return rewrite.done();
    }
  }

  private Repair makeWithParents() {
    var parents = Parents.make(site.tree(), Paths.parent(path));
    rewrite.madeParents(parents);
    boolean done = false;
    try (var place = site.tree().place(path)) {
      var repair = at(place);
      done = repair instanceof Repair.Done;
      return repair;
    } finally {
      if (!done) {
        Parents.unmake(site.tree(), parents);
      }
    }
  }

  private Repair at(Root.Place place) {
    var claim = Claim.of(file.ownership(), site);
    if (claim.missing().isPresent()) {
      return Repair.failed("unable to keep " + path + ": " + claim.missing().get().text());
    }
    rewrite.note(claim.note());
    return at(place.directory(), place.name(), claim);
  }

  private Repair at(Directory folder, String name, Claim claim) {
    var found = folder.stat(name);
    var obstacle = FileKeeper.obstacle(file, found);
    if (obstacle.isPresent()) {
      return Repair.failed(obstacle.get());
    }
    var old = found.filter(s -> s.type() == FileType.FILE);
    var denial = claim.denial(old, path, site);
    if (denial.isPresent()) {
      return Repair.denied(denial.get());
    }
    var wanted = content.get();
    boolean same =
        old.isPresent()
            && (wanted.isEmpty() || FileKeeper.same(wanted.get(), path, old.get(), site));
    if (same) {
      return dress(folder, name, claim);
    }
    var fresh = wanted.orElseGet(() -> Content.of(new byte[0]));
    if (old.isEmpty()) {
      return rewrite.put(folder, name, fresh, Rewrite.fresh(claim), found);
    }
    try (var current = folder.read(name)) {
      var metadata = claim.over(Rewrite.of(old.get(), current));
      return rewrite.put(folder, name, fresh, metadata, found);
    }
  }

  /** Only metadata differs: changed in place, so that neither time nor inode moves. */
  private Repair dress(Directory folder, String name, Claim claim) {
    try (var node = folder.node(name)) {
      var now = node.stat();
      if (now.type() != FileType.FILE) {
        return Repair.failed("unable to keep " + path + ": it was swapped meanwhile");
      }
      rewrite.was(new Undo.Content(path, null, false, Dress.of(now)));
      Dress.put(node, now, claim);
      return rewrite.done();
    }
  }
}
