package vow.agent.keeper;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import vow.agent.tree.Content;
import vow.agent.tree.Parents;
import vow.linux.FileType;
import vow.linux.Statx;
import vow.model.Assessment;
import vow.model.Change;
import vow.model.Repair;
import vow.model.Thing;
import vow.model.UnifiedDiff;
import vow.model.kind.File;
import vow.model.kind.Paths;

/**
 * Keeps a regular file. It is read only when its size is right, and nothing but a regular file is
 * ever opened.
 */
final class FileKeeper implements Keeper<File> {
  private static final String NOTHING = "/dev/null";
  private static final byte[] EMPTY = {};

  @Override
  public Assessment assess(File file, Site site) {
    var found = site.tree().stat(file.path());
    var obstacle = obstacle(file, found);
    if (obstacle.isPresent()) {
      return Assessment.failed(obstacle.get());
    }
    if (file.absent()) {
      return found.isEmpty()
          ? Assessment.kept()
          : drifted(List.of("is there"), diff(file, found, site));
    }
    var claim = Claim.of(file.ownership(), site);
    if (claim.missing().isPresent()) {
      var absent = claim.missing().get();
      if (!site.attempt().promised().makes(absent.thing())) {
        return Assessment.failed("unable to keep " + file.path() + ": " + absent.text());
      }
    }
    var denial = claim.denial(found.filter(s -> s.type() == FileType.FILE), file.path(), site);
    if (denial.isPresent()) {
      return Assessment.denied(denial.get());
    }
    return compare(file, claim, found, site);
  }

  @Override
  public Repair repair(File file, Change change, Site site) {
    return new FileRepair(file, site).run();
  }

  private static Assessment compare(File file, Claim claim, Optional<Statx> found, Site site) {
    if (found.isEmpty()) {
      var orphan = orphan(file.path(), file.parents(), site);
      return orphan.isPresent()
          ? Assessment.failed(orphan.get())
          : drifted(List.of("is missing"), diff(file, found, site));
    }
    var stat = found.get();
    if (stat.type() != FileType.FILE) {
      return drifted(List.of("is " + Types.text(stat.type())), diff(file, Optional.empty(), site));
    }
    var differences = new ArrayList<String>();
    boolean same = sameContent(file, stat, site);
    if (!same) {
      differences.add("content differs");
    }
    differences.addAll(claim.differences(stat, site));
    if (differences.isEmpty()) {
      return new Assessment.Kept(claim.note());
    }
    return drifted(differences, same ? Optional.empty() : diff(file, found, site));
  }

  /** Why a path whose folder is missing cannot be made; not while a promise makes that folder. */
  static Optional<String> orphan(String path, boolean parents, Site site) {
    var folder = Paths.parent(path);
    if (site.attempt().promised().makes(Thing.path(folder))) {
      return Optional.empty();
    }
    var obstacle = Parents.obstacle(site.tree(), folder);
    if (obstacle.isPresent()) {
      return Optional.of("unable to make " + path + ": " + obstacle.get());
    }
    return parents || site.tree().stat(folder).isPresent()
        ? Optional.empty()
        : Optional.of(
            "unable to make " + path + ": there is no folder " + folder + " and parents = false");
  }

  /** The same before a repair: a folder that another promise makes is not made by the way. */
  static Optional<String> orphanNow(String path, boolean parents, Site site) {
    for (var at = Paths.parent(path); !at.equals("/"); at = Paths.parent(at)) {
      boolean promised = site.attempt().promised().surelyMakes(Thing.path(at));
      if (promised && site.tree().stat(at).isEmpty()) {
        return Optional.of(
            "unable to make " + path + ": " + at + " is missing, and another promise makes it");
      }
    }
    return orphan(path, parents, site);
  }

  /** What is in the way and may not be replaced. */
  static Optional<String> obstacle(File file, Optional<Statx> found) {
    if (found.isEmpty() || found.get().type() == FileType.FILE) {
      return Optional.empty();
    }
    var type = found.get().type();
    if (type == FileType.SYMLINK && file.force()) {
      return Optional.empty();
    }
    var hint = type == FileType.SYMLINK ? " (force = true replaces it)" : "";
    return Optional.of(
        "unable to %s %s: %s is in the way%s"
            .formatted(file.absent() ? "remove" : "write", file.path(), Types.text(type), hint));
  }

  /** What the promise says is in the file; empty when it says nothing. */
  static Optional<Content> content(File file) {
    return file.content()
        .map(text -> Content.of(text.getBytes(StandardCharsets.UTF_8)))
        .or(() -> file.source().map(s -> Content.ofHost(s.path(), new vow.model.Hash(s.sha256()))));
  }

  static boolean sameContent(File file, Statx stat, Site site) {
    var content = content(file);
    return content.isEmpty() || same(content.get(), file.path(), stat, site);
  }

  static boolean same(Content content, String path, Statx stat, Site site) {
    if (stat.sizeBytes() != content.sizeBytes()) {
      return false;
    }
    try (var file = site.tree().readItself(path)) {
      return content.isIn(file);
    }
  }

  /** The difference to what is there now, unless it is secret, unsaid or too much to read. */
  private static Optional<String> diff(File file, Optional<Statx> found, Site site) {
    var wanted =
        file.absent()
            ? Optional.of(EMPTY)
            : content(file).flatMap(c -> c.bytes(UnifiedDiff.SIZE_BYTES_MAX));
    var now = found.isEmpty() ? Optional.of(EMPTY) : read(file.path(), found.get(), site);
    if (site.attempt().sensitive() || wanted.isEmpty() || now.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
            UnifiedDiff.of(
                found.isEmpty() ? NOTHING : file.path(),
                now.get(),
                file.absent() ? NOTHING : file.path(),
                wanted.get()))
        .filter(text -> !text.isEmpty());
  }

  private static Optional<byte[]> read(String path, Statx stat, Site site) {
    if (stat.type() != FileType.FILE || stat.sizeBytes() > UnifiedDiff.SIZE_BYTES_MAX) {
      return Optional.empty();
    }
    try (var file = site.tree().readItself(path)) {
      return Optional.of(file.readAll(Long.MAX_VALUE));
    }
  }

  private static Assessment drifted(List<String> differences, Optional<String> diff) {
    return new Assessment.Drifted(new Change(String.join(", ", differences), diff));
  }
}
