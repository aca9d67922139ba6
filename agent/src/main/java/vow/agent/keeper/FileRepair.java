package vow.agent.keeper;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import vow.agent.tree.Content;
import vow.agent.tree.Parents;
import vow.agent.tree.Replacement;
import vow.linux.Directory;
import vow.linux.Errno;
import vow.linux.FileType;
import vow.linux.Ids;
import vow.linux.LinuxException;
import vow.linux.OpenFile;
import vow.linux.Statx;
import vow.model.Hash;
import vow.model.Repair;
import vow.model.Undo;
import vow.model.Undo.Metadata;
import vow.model.kind.File;
import vow.model.kind.Paths;

/** One repair of one file; notes what it replaces as it goes. One thread. */
final class FileRepair {
  private final File file;
  private final Site site;
  private final String path;
  private final List<Undo.Before> before = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();

  FileRepair(File file, Site site) {
    this.file = file;
    this.site = site;
    this.path = file.path();
  }

  Repair run() {
    if (file.absent()) {
      return remove();
    }
    var orphan = FileKeeper.orphan(path, file.parents(), site);
    if (orphan.isPresent()) {
      return Repair.failed(orphan.get());
    }
    var claim = Claim.of(file.ownership(), site);
    if (claim.missing().isPresent()) {
      return Repair.failed("unable to keep " + path + ": " + claim.missing().get().text());
    }
    return made(Parents.make(site.tree(), Paths.parent(path)), claim);
  }

  /** Removes the file. */
  Repair remove() {
    try (var place = site.tree().place(path)) {
      var found = place.directory().stat(place.name());
      var obstacle = FileKeeper.obstacle(file, found);
      if (found.isEmpty() || obstacle.isPresent()) {
        return obstacle.map(Repair::failed).orElseGet(Repair::done);
      }
      remember(place.directory(), place.name(), found.get());
      place.directory().unlink(place.name());
      place.directory().sync();
      return done();
    } catch (LinuxException e) {
      if (e.errno() == Errno.ENOENT || e.errno() == Errno.ENOTDIR) {
        return Repair.done();
      }
      throw e;
    }
  }

  private Repair made(List<String> parents, Claim claim) {
    for (var parent : parents) {
      before.add(new Undo.Missing(parent));
    }
    if (!parents.isEmpty()) {
      notes.add("made " + String.join(", ", parents));
    }
    if (!claim.note().isEmpty()) {
      notes.add(claim.note());
    }
    boolean done = false;
    try (var place = site.tree().place(path)) {
      var repair = at(place.directory(), place.name(), claim);
      done = repair instanceof Repair.Done;
      return repair;
    } finally {
      if (!done) {
        Parents.unmake(site.tree(), parents);
      }
    }
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
    if (old.isPresent() && FileKeeper.sameContent(file, old.get(), site)) {
      return dress(folder, name, claim);
    }
    var content = FileKeeper.content(file).orElseGet(() -> Content.of(new byte[0]));
    if (old.isEmpty()) {
      return write(folder, name, content, fresh(claim), found);
    }
    try (var current = folder.read(name)) {
      var attributes = Replacement.attributes(current);
      var stat = old.get();
      var metadata = claim.over(stat.uid(), stat.gid(), stat.mode(), attributes);
      return write(folder, name, content, metadata, found);
    }
  }

  private static Metadata fresh(Claim claim) {
    return claim.over(Ids.effectiveUid(), Ids.effectiveGid(), FileKeeper.NEW_MODE, new TreeMap<>());
  }

  private Repair write(
      Directory folder, String name, Content content, Metadata metadata, Optional<Statx> found) {
    try (var fresh = Replacement.begin(folder, name, path)) {
      if (!fresh.fill(content)) {
        return Repair.failed("unable to write " + path + ": its source changed meanwhile");
      }
      fresh.dress(metadata, found.filter(s -> s.type() == FileType.FILE).isPresent());
      var wrong = Validation.problem(file, fresh.temporaryOnHost(), site);
      if (wrong.isPresent()) {
        return wrong.get();
      }
      if (found.isPresent()) {
        remember(folder, name, found.get());
      } else {
        before.add(new Undo.Missing(path));
      }
      if (fresh.commit() == Replacement.How.WRITTEN_IN_PLACE) {
        notes.add("written in place: it is a mount point");
      }
      return done();
    }
  }

  /** Only metadata differs: changed in place, so that neither time nor inode moves. */
  private Repair dress(Directory folder, String name, Claim claim) {
    try (var node = folder.node(name)) {
      var now = node.stat();
      if (now.type() != FileType.FILE) {
        return Repair.failed("unable to keep " + path + ": it was swapped meanwhile");
      }
      before.add(new Undo.Content(path, null, false, Dress.of(now)));
      Dress.put(node, now, claim);
      return done();
    }
  }

  private void remember(Directory folder, String name, Statx stat) {
    if (stat.type() == FileType.SYMLINK) {
      before.add(new Undo.Link(path, folder.readLink(name)));
      return;
    }
    try (var old = folder.read(name)) {
      var metadata = new Metadata(stat.mode(), stat.uid(), stat.gid(), Replacement.attributes(old));
      before.add(new Undo.Content(path, backup(old), true, metadata));
    }
  }

  private @Nullable Hash backup(OpenFile old) {
    return file.backup() && !site.attempt().sensitive() ? site.backups().keep(old) : null;
  }

  private Repair done() {
    return new Repair.Done(String.join("; ", notes), new Undo(before));
  }
}
