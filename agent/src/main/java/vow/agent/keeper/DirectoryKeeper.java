package vow.agent.keeper;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import vow.agent.tree.Parents;
import vow.linux.Directory;
import vow.linux.FileType;
import vow.linux.Ids;
import vow.linux.Statx;
import vow.model.Assessment;
import vow.model.Change;
import vow.model.Repair;
import vow.model.Undo;
import vow.model.kind.Paths;

/** Keeps a directory: that it is there, owner, group, mode, and what is in it where asked. */
final class DirectoryKeeper implements Keeper<vow.model.kind.Directory> {
  private static final int NEW_MODE = 0755;

  @Override
  public Assessment assess(vow.model.kind.Directory kind, Site site) {
    var found = site.tree().stat(kind.path());
    var obstacle = obstacle(kind, found);
    if (obstacle.isPresent()) {
      return Assessment.failed(obstacle.get());
    }
    if (kind.absent()) {
      return found.isEmpty() ? Assessment.kept() : doomed(kind, site);
    }
    var claim = Claim.of(kind.ownership(), site);
    if (claim.missing().isPresent()) {
      var absent = claim.missing().get();
      if (!site.attempt().promised().makes(absent.thing())) {
        return Assessment.failed("unable to keep " + kind.path() + ": " + absent.text());
      }
    }
    var denial = claim.denial(found, kind.path(), site);
    if (denial.isPresent()) {
      return Assessment.denied(denial.get());
    }
    if (found.isEmpty()) {
      return FileKeeper.orphan(kind.path(), kind.parents(), site)
          .map(Assessment::failed)
          .orElseGet(() -> Assessment.drifted("is missing"));
    }
    return contents(kind, claim, claim.differences(found.get(), site), site);
  }

  @Override
  public Repair repair(vow.model.kind.Directory kind, Change change, Site site) {
    if (kind.absent()) {
      return remove(kind, site);
    }
    var orphan = FileKeeper.orphanNow(kind.path(), kind.parents(), site);
    if (orphan.isPresent()) {
      return Repair.failed(orphan.get());
    }
    var claim = Claim.of(kind.ownership(), site);
    if (claim.missing().isPresent()) {
      return Repair.failed("unable to keep " + kind.path() + ": " + claim.missing().get().text());
    }
    var parents = Parents.make(site.tree(), Paths.parent(kind.path()));
    boolean done = false;
    try {
      var repair = made(kind, claim, parents, site);
      done = repair instanceof Repair.Done;
      return repair;
    } finally {
      if (!done) {
        Parents.unmake(site.tree(), parents);
      }
    }
  }

  private static Assessment doomed(vow.model.kind.Directory kind, Site site) {
    if (!kind.purge()) {
      return full(kind, site)
          ? Assessment.failed(
              "unable to remove %s: it is not empty (purge = true removes what is in it)"
                  .formatted(kind.path()))
          : Assessment.drifted("is there");
    }
    var purge = Purge.of(kind, site);
    return purge
        .refusal()
        .map(Assessment::failed)
        .orElseGet(() -> new Assessment.Drifted(new Change("is there", Optional.of(purge.diff()))));
  }

  /** Whether something is in it that no promise may be about to remove. */
  private static boolean full(vow.model.kind.Directory kind, Site site) {
    try (var folder = site.tree().directory(kind.path())) {
      return folder.list().stream()
          .anyMatch(e -> !site.attempt().promised().contains(kind.path() + "/" + e.name()));
    }
  }

  private static Assessment contents(
      vow.model.kind.Directory kind, Claim claim, List<String> differences, Site site) {
    var summary = new ArrayList<>(differences);
    var diff = Optional.<String>empty();
    if (kind.recursive()) {
      var strangers = Walk.strangers(kind, claim, site);
      if (!strangers.isEmpty()) {
        summary.add(strangers.text());
      }
    }
    if (kind.purge()) {
      var purge = Purge.of(kind, site);
      if (purge.refusal().isPresent()) {
        return Assessment.failed(purge.refusal().get());
      }
      if (!purge.isEmpty()) {
        summary.add(purge.text());
        diff = Optional.of(purge.diff());
      }
    }
    return summary.isEmpty()
        ? new Assessment.Kept(claim.note())
        : new Assessment.Drifted(new Change(String.join(", ", summary), diff));
  }

  private static Repair made(
      vow.model.kind.Directory kind, Claim claim, List<String> parents, Site site) {
    var before = new ArrayList<Undo.Before>();
    var notes = new ArrayList<String>();
    if (!claim.note().isEmpty()) {
      notes.add(claim.note());
    }
    if (!parents.isEmpty()) {
      notes.add("made " + String.join(", ", parents));
      parents.forEach(p -> before.add(new Undo.Missing(p)));
    }
    try (var place = site.tree().place(kind.path())) {
      var found = place.directory().stat(place.name());
      var obstacle = obstacle(kind, found);
      if (obstacle.isPresent()) {
        return Repair.failed(obstacle.get());
      }
      var denial = claim.denial(found, kind.path(), site);
      if (denial.isPresent()) {
        return Repair.denied(denial.get());
      }
      if (found.isEmpty()) {
        make(place.directory(), place.name(), claim);
        before.add(new Undo.Missing(kind.path()));
        return new Repair.Done(String.join("; ", notes), new Undo(before));
      }
      dress(kind, claim, place.directory(), place.name(), before);
    }
    if (kind.recursive()) {
      Walk.strangers(kind, claim, site).adopt(claim, site, before);
    }
    if (kind.purge()) {
      var refusal = Purge.run(kind, site, before);
      if (refusal.isPresent()) {
        return Repair.failed(refusal.get());
      }
    }
    return new Repair.Done(String.join("; ", notes), new Undo(before));
  }

  private static void make(Directory folder, String name, Claim claim) {
    int uid = claim.uid().orElseGet(Ids::effectiveUid);
    int gid = claim.gid().orElse(-1); // a setgid parent gives its group
    Parents.makeOne(folder, name, uid, gid, claim.mode().orElse(NEW_MODE));
  }

  private static void dress(
      vow.model.kind.Directory kind,
      Claim claim,
      Directory folder,
      String name,
      List<Undo.Before> before) {
    try (var node = folder.node(name)) {
      var now = node.stat();
      if (now.type() == FileType.DIRECTORY) {
        before.add(new Undo.Folder(kind.path(), Dress.of(now)));
        Dress.put(node, now, claim);
      }
    }
  }

  private static Repair remove(vow.model.kind.Directory kind, Site site) {
    var before = new ArrayList<Undo.Before>();
    var gone = kind.purge() ? empty(kind, site, before) : Optional.<String>empty();
    if (gone.isPresent()) {
      return Repair.failed(gone.get());
    }
    var somewhere = site.tree().findPlace(kind.path());
    if (somewhere.isEmpty()) {
      return Repair.done();
    }
    try (var place = somewhere.get()) {
      var found = place.directory().stat(place.name());
      var obstacle = obstacle(kind, found);
      if (found.isEmpty() || obstacle.isPresent()) {
        return obstacle.map(Repair::failed).orElseGet(Repair::done);
      }
      place.directory().rmdir(place.name());
      place.directory().sync();
      before.add(new Undo.Folder(kind.path(), Dress.of(found.get())));
      return new Repair.Done("", new Undo(before));
    }
  }

  /** Purges what is in a folder that has to go; why that may not be. */
  private static Optional<String> empty(
      vow.model.kind.Directory kind, Site site, List<Undo.Before> before) {
    if (site.tree().stat(kind.path()).filter(s -> s.type() == FileType.DIRECTORY).isEmpty()) {
      return Optional.empty();
    }
    return Purge.run(kind, site, before);
  }

  private static Optional<String> obstacle(vow.model.kind.Directory kind, Optional<Statx> found) {
    if (kind.path().equals("/")) {
      return Optional.of("unable to keep /: the root of the tree is not to be promised");
    }
    return found
        .filter(s -> s.type() != FileType.DIRECTORY)
        .map(s ->
            "unable to %s the directory %s: %s is in the way"
                .formatted(kind.absent() ? "remove" : "make", kind.path(), Types.text(s.type())));
  }
}
