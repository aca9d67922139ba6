package vow.agent.keeper;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import vow.agent.tree.Content;
import vow.agent.tree.Replacement;
import vow.linux.Directory;
import vow.linux.FileType;
import vow.linux.Ids;
import vow.linux.OpenFile;
import vow.linux.Statx;
import vow.model.Command;
import vow.model.Hash;
import vow.model.Repair;
import vow.model.Undo;
import vow.model.Undo.Metadata;

/** One repair that gives a path new content; notes what it replaces as it goes. One thread. */
final class Rewrite {
  private static final int NEW_MODE = 0644;

  private final String path;
  private final Optional<Command> validate;
  private final boolean backup;
  private final Site site;
  private final List<Undo.Before> before = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();

  Rewrite(String path, Optional<Command> validate, boolean backup, Site site) {
    this.path = path;
    this.validate = validate;
    this.backup = backup && !site.attempt().sensitive();
    this.site = site;
  }

  void madeParents(List<String> parents) {
    parents.forEach(p -> before.add(new Undo.Missing(p)));
    if (!parents.isEmpty()) {
      note("made " + String.join(", ", parents));
    }
  }

  void note(String note) {
    if (!note.isEmpty()) {
      notes.add(note);
    }
  }

  void was(Undo.Before was) {
    before.add(was);
  }

  /** What a new file has unless claimed otherwise. */
  static Metadata fresh(Claim claim) {
    return claim.over(fresh());
  }

  /** What a new file has: this process's user and group, whatever the umask. */
  static Metadata fresh() {
    return new Metadata(NEW_MODE, Ids.effectiveUid(), Ids.effectiveGid(), new TreeMap<>());
  }

  /** What an existing file has, attributes included. */
  static Metadata of(Statx stat, OpenFile file) {
    return new Metadata(stat.mode(), stat.uid(), stat.gid(), Replacement.attributes(file));
  }

  /** Puts content in the place of what was found there. */
  Repair put(
      Directory folder, String name, Content content, Metadata metadata, Optional<Statx> found) {
    try (var fresh = Replacement.begin(folder, name, path)) {
      if (!fresh.fill(content)) {
        return Repair.failed("unable to write " + path + ": its source changed meanwhile");
      }
      fresh.dress(metadata, found.filter(s -> s.type() == FileType.FILE).isPresent());
      var wrong = problem(fresh);
      if (wrong.isPresent()) {
        return wrong.get();
      }
      if (found.isPresent()) {
        remember(folder, name, found.get());
      } else {
        was(new Undo.Missing(path));
      }
      if (fresh.commit() == Replacement.How.WRITTEN_IN_PLACE) {
        note("written in place: it is a mount point");
      }
      return done();
    }
  }

  private Optional<Repair> problem(Replacement fresh) {
    return validate.isEmpty()
        ? Optional.empty()
        : Validation.problem(validate.get(), path, fresh.temporaryOnHost(), site);
  }

  /** Notes, and backs up, what is about to be replaced or removed. */
  void remember(Directory folder, String name, Statx stat) {
    if (stat.type() == FileType.SYMLINK) {
      var owner = new Undo.Owner(stat.uid(), stat.gid());
      was(new Undo.Link(path, folder.readLink(name), owner));
      return;
    }
    try (var old = folder.read(name)) {
      was(new Undo.Content(path, backup(old), true, of(stat, old)));
    }
  }

  Repair done() {
    return new Repair.Done(String.join("; ", notes), new Undo(before));
  }

  private @Nullable Hash backup(OpenFile old) {
    return backup ? site.backups().keep(old) : null;
  }
}
