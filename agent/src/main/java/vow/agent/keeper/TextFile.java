package vow.agent.keeper;

import java.util.List;
import java.util.Optional;
import vow.agent.tree.Content;
import vow.agent.tree.Parents;
import vow.linux.Directory;
import vow.linux.FileType;
import vow.linux.Statx;
import vow.model.Assessment;
import vow.model.Change;
import vow.model.Command;
import vow.model.Repair;
import vow.model.Thing;
import vow.model.Undo;
import vow.model.UnifiedDiff;
import vow.model.kind.Paths;

/**
 * A text file of which a promise edits a part; the rest, and everything else about it, stays.
 *
 * @param absent the promise is that something is not in it, so a missing file is fine
 * @param create whether a missing file is made
 */
record TextFile(
    String path, boolean absent, boolean create, Optional<Command> validate, Edit.Rule rule) {
  /** Larger files are not edited. */
  static final int SIZE_BYTES_MAX = 16 << 20;

  Assessment assess(Site site) {
    var found = site.tree().stat(path);
    if (found.isEmpty() && absent) {
      return Assessment.kept();
    }
    var problem = problem(found, site);
    if (problem.isPresent()) {
      return Assessment.failed(problem.get());
    }
    var now = found.isEmpty() ? Text.EMPTY : read(site);
    return switch (rule.apply(now)) {
      case Edit.Impossible impossible -> Assessment.failed(unable(impossible.why()));
      case Edit.Lines edit ->
          edit.lines().equals(now.lines()) && found.isPresent()
              ? Assessment.kept()
              : new Assessment.Drifted(change(found, now, now.with(edit.lines()), site));
    };
  }

  Repair repair(Site site) {
    if (create && !absent) {
      var orphan = FileKeeper.orphanNow(path, true, site);
      if (orphan.isPresent()) {
        return Repair.failed(orphan.get());
      }
    }
    var parents =
        create && !absent ? Parents.make(site.tree(), Paths.parent(path)) : List.<String>of();
    var somewhere = site.tree().findPlace(path);
    if (somewhere.isEmpty()) {
      return absent ? Repair.done() : Repair.failed(missing());
    }
    boolean done = false;
    try (var place = somewhere.get()) {
      var repair = edit(place.directory(), place.name(), parents, site);
      done = repair instanceof Repair.Done;
      return repair;
    } finally {
      if (!done) {
        Parents.unmake(site.tree(), parents);
      }
    }
  }

  /** Takes the part out again, and the file when the promise had made it and nothing is left. */
  Repair reverse(Undo before, Site site) {
    var repair = repair(site);
    boolean made = before.before().contains(new Undo.Missing(path));
    boolean empty = site.tree().stat(path).filter(s -> s.sizeBytes() == 0).isPresent();
    return repair instanceof Repair.Done && made && empty ? Restore.paths(before, site) : repair;
  }

  private Repair edit(Directory folder, String name, List<String> parents, Site site) {
    var found = folder.stat(name);
    if (found.isEmpty() && absent) {
      return Repair.done();
    }
    var obstacle = obstacle(found);
    if (obstacle.isPresent() || (found.isEmpty() && !create)) {
      return Repair.failed(obstacle.orElseGet(this::missing));
    }
    var rewrite = new Rewrite(path, validate, true, site);
    rewrite.madeParents(parents);
    if (found.isEmpty()) {
      return switch (rule.apply(Text.EMPTY)) {
        case Edit.Impossible impossible -> Repair.failed(unable(impossible.why()));
        case Edit.Lines edit -> {
          var content = Content.of(Text.EMPTY.with(edit.lines()).bytes());
          yield rewrite.put(folder, name, content, Rewrite.fresh(), found);
        }
      };
    }
    try (var old = folder.read(name)) {
      var now = Text.of(old.readAll(SIZE_BYTES_MAX));
      return switch (rule.apply(now)) {
        case Edit.Impossible impossible -> Repair.failed(unable(impossible.why()));
        case Edit.Lines edit when edit.lines().equals(now.lines()) -> Repair.done();
        case Edit.Lines edit -> {
          var content = Content.of(now.with(edit.lines()).bytes());
          yield rewrite.put(folder, name, content, Rewrite.of(found.get(), old), found);
        }
      };
    }
  }

  private Change change(Optional<Statx> found, Text now, Text wanted, Site site) {
    var summary = found.isEmpty() ? "is missing" : "content differs";
    if (site.attempt().sensitive()) {
      return Change.of(summary);
    }
    var oldName = found.isEmpty() ? "/dev/null" : path;
    return new Change(
        summary, Optional.of(UnifiedDiff.of(oldName, now.bytes(), path, wanted.bytes())));
  }

  private Text read(Site site) {
    try (var file = site.tree().readItself(path)) {
      return Text.of(file.readAll(SIZE_BYTES_MAX));
    }
  }

  private Optional<String> problem(Optional<Statx> found, Site site) {
    boolean comes = create || site.attempt().promised().makes(Thing.path(path));
    if (found.isPresent()) {
      return obstacle(found);
    }
    return comes ? FileKeeper.orphan(path, true, site) : Optional.of(missing());
  }

  private Optional<String> obstacle(Optional<Statx> found) {
    return found
        .filter(s -> s.type() != FileType.FILE)
        .map(s -> unable(Types.text(s.type()) + " is in the way"));
  }

  private String missing() {
    return unable("there is no such file and create = false");
  }

  private String unable(String why) {
    return "unable to edit " + path + ": " + why;
  }
}
