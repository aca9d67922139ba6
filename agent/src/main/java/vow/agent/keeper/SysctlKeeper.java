package vow.agent.keeper;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import vow.linux.Errno;
import vow.linux.LinuxException;
import vow.model.Assessment;
import vow.model.Change;
import vow.model.Repair;
import vow.model.Undo;
import vow.model.UnifiedDiff;
import vow.model.kind.Sysctl;

/** Keeps a kernel setting: what runs, and the file that sets it at boot. */
final class SysctlKeeper implements Keeper<Sysctl> {
  private static final int VALUE_BYTES_MAX = 1 << 16;

  private final FileKeeper files;

  SysctlKeeper(FileKeeper files) {
    this.files = files;
  }

  @Override
  public Assessment assess(Sysctl sysctl, Site site) {
    var changes = new ArrayList<Change>();
    if (site.tree().isSystem()) {
      var now = read(sysctl, site);
      if (now.isEmpty()) {
        return Assessment.failed("this kernel has no setting " + sysctl.key());
      }
      if (!now.get().equals(sysctl.value())) {
        if (!site.privileged()) {
          return Assessment.denied("only root may set " + sysctl.key());
        }
        changes.add(running(sysctl, now.get()));
      }
    }
    var file = sysctl.fileKind().map(kind -> files.assess(kind, site));
    if (file.isPresent() && file.get() instanceof Assessment.Unkeepable refused) {
      return refused;
    }
    if (file.isPresent() && file.get() instanceof Assessment.Drifted(Change change)) {
      changes.add(new Change("the file " + change.summary(), change.diff()));
    }
    return changes.isEmpty() ? Assessment.kept() : new Assessment.Drifted(joined(changes));
  }

  @Override
  public Repair repair(Sysctl sysctl, Change change, Site site) {
    var before = new ArrayList<Undo.Before>();
    if (site.tree().isSystem()) {
      var now = read(sysctl, site);
      if (now.isEmpty()) {
        return Repair.failed("this kernel has no setting " + sysctl.key());
      }
      if (!now.get().equals(sysctl.value())) {
        write(sysctl, sysctl.value(), site);
        before.add(new Undo.Setting(sysctl.key(), now.get()));
      }
    }
    if (sysctl.fileKind().isEmpty()) {
      return new Repair.Done("", new Undo(before));
    }
    return switch (files.repair(sysctl.fileKind().get(), change, site)) {
      case Repair.Done done -> {
        before.addAll(done.undo().before());
        yield new Repair.Done(done.note(), new Undo(before));
      }
      case Repair.Undone undone -> undone;
    };
  }

  @Override
  public Repair undo(Sysctl sysctl, Undo undo, Site site) {
    var paths = new ArrayList<Undo.Before>();
    for (var before : undo.before()) {
      if (before instanceof Undo.Setting setting && setting.value() != null) {
        write(sysctl, setting.value(), site);
      } else {
        paths.add(before);
      }
    }
    return paths.isEmpty() ? Repair.done() : Restore.paths(new Undo(paths), site);
  }

  private static Optional<String> read(Sysctl sysctl, Site site) {
    try (var file = site.tree().read(sysctl.path())) {
      var text = new String(file.readAll(VALUE_BYTES_MAX), StandardCharsets.UTF_8);
      return Optional.of(Sysctl.normal(text));
    } catch (LinuxException e) {
      if (e.errno() == Errno.ENOENT || e.errno() == Errno.EISDIR || e.errno() == Errno.ENOTDIR) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** The kernel takes a value in one write, or refuses it. */
  private static void write(Sysctl sysctl, String value, Site site) {
    try (var place = site.tree().place(sysctl.path());
        var file = place.directory().update(place.name())) {
      file.writeOnce((value + "\n").getBytes(StandardCharsets.UTF_8));
    } catch (LinuxException e) {
      throw new LinuxException("set", e.errno(), sysctl.path());
    }
  }

  private static Change running(Sysctl sysctl, String now) {
    var was = (sysctl.key() + " = " + now + "\n").getBytes(StandardCharsets.UTF_8);
    var will = (sysctl.key() + " = " + sysctl.value() + "\n").getBytes(StandardCharsets.UTF_8);
    return new Change(
        "is " + now + " instead of " + sysctl.value(),
        Optional.of(UnifiedDiff.of("running", was, "policy", will)));
  }

  private static Change joined(List<Change> changes) {
    var summary = String.join(", ", changes.stream().map(Change::summary).toList());
    var diff = String.join("", changes.stream().flatMap(c -> c.diff().stream()).toList());
    return new Change(summary, diff.isEmpty() ? Optional.empty() : Optional.of(diff));
  }
}
