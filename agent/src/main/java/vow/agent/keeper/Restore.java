package vow.agent.keeper;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import vow.agent.tree.Content;
import vow.agent.tree.Parents;
import vow.agent.tree.Replacement;
import vow.agent.tree.Symlink;
import vow.linux.Directory;
import vow.linux.Errno;
import vow.linux.FileType;
import vow.linux.LinuxException;
import vow.model.Hash;
import vow.model.Repair;
import vow.model.Undo;

/**
 * Puts back what repairs of paths replaced, last change first. What cannot be put back is told, the
 * rest still is.
 */
final class Restore {
  private final Site site;
  private final List<String> problems = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();

  private Restore(Site site) {
    this.site = site;
  }

  static Repair paths(Undo undo, Site site) {
    if (undo.isEmpty()) {
      return Repair.failed(
          "unable to undo " + site.attempt().id() + ": nothing of what was before is known");
    }
    var restore = new Restore(site);
    for (var before : undo.before().reversed()) {
      restore.one(before);
    }
    return restore.problems.isEmpty()
        ? new Repair.Done(String.join("; ", restore.notes))
        : Repair.failed(
            "unable to undo all of %s: %s"
                .formatted(site.attempt().id(), String.join("; ", restore.problems)));
  }

  private void one(Undo.Before before) {
    try {
      switch (before) {
        case Undo.Missing missing -> remove(missing.name());
        case Undo.Content content -> content(content);
        case Undo.Folder folder -> folder(folder);
        case Undo.Link link -> link(link);
        case Undo.Setting setting -> problems.add(setting.name() + " is not a path");
      }
    } catch (LinuxException e) {
      problems.add(Refusal.text(e, site));
    }
  }

  private void remove(String path) {
    var somewhere = site.tree().findPlace(path);
    if (somewhere.isEmpty()) {
      return;
    }
    try (var place = somewhere.get()) {
      var found = place.directory().stat(place.name());
      if (found.isEmpty()) {
        return;
      }
      if (found.get().type() == FileType.DIRECTORY) {
        place.directory().rmdir(place.name());
      } else {
        place.directory().unlink(place.name());
      }
      place.directory().sync();
    } catch (LinuxException e) {
      if (e.errno() != Errno.ENOTEMPTY) {
        throw e;
      }
      notes.add(path + " is left, it is not empty");
    }
  }

  private void content(Undo.Content before) {
    var path = before.name();
    try (var place = site.tree().place(path)) {
      if (!before.contentReplaced()) {
        dress(place.directory(), place.name(), before.metadata());
        return;
      }
      var kept = Optional.ofNullable(before.content()).flatMap(this::stored);
      if (kept.isEmpty()) {
        problems.add("the content of " + path + " was not kept");
        return;
      }
      try (var old = Replacement.begin(place.directory(), place.name(), path)) {
        if (!old.fill(kept.get())) {
          problems.add("the backup of " + path + " is damaged");
          return;
        }
        old.dress(before.metadata(), true);
        old.commit();
      }
    }
  }

  private Optional<Content> stored(Hash hash) {
    return site.backups()
        .open(hash)
        .map(file -> {
          file.close();
          return Content.of(hash, () -> site.backups().open(hash).orElseThrow());
        });
  }

  private void folder(Undo.Folder before) {
    try (var place = site.tree().place(before.name())) {
      if (place.directory().stat(place.name()).isEmpty()) {
        var old = before.metadata();
        Parents.makeOne(place.directory(), place.name(), old.uid(), old.gid(), old.mode());
      } else {
        dress(place.directory(), place.name(), before.metadata());
      }
    }
  }

  private static void dress(Directory folder, String name, Undo.Metadata metadata) {
    try (var node = folder.node(name)) {
      Dress.put(node, node.stat(), metadata);
    }
  }

  private void link(Undo.Link before) {
    try (var place = site.tree().place(before.name())) {
      var folder = place.directory();
      Symlink.put(folder, place.name(), before.target());
      var owner = before.owner();
      var now = folder.stat(place.name()).map(it -> new Undo.Owner(it.uid(), it.gid()));
      if (owner != null && now.isPresent() && !now.get().equals(owner)) {
        folder.chown(place.name(), owner.uid(), owner.gid());
        folder.sync();
      }
    }
  }
}
