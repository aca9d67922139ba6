package vow.agent.keeper;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import vow.model.Assessment;
import vow.model.Change;
import vow.model.Repair;
import vow.model.Undo;
import vow.model.kind.Sysctl;

/** Keeps a kernel setting: what runs, and the file that sets it at boot. */
final class SysctlKeeper implements Keeper<Sysctl> {
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
        changes.add(setting(sysctl).change(now.get(), sysctl.value()));
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
        setting(sysctl).write(sysctl.value(), site);
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
        setting(sysctl).write(setting.value(), site);
      } else {
        paths.add(before);
      }
    }
    return paths.isEmpty() ? Repair.done() : Restore.paths(new Undo(paths), site);
  }

  private static KernelSetting setting(Sysctl sysctl) {
    return new KernelSetting(sysctl.path(), sysctl.key());
  }

  private static Optional<String> read(Sysctl sysctl, Site site) {
    return setting(sysctl).read(site).map(Sysctl::normal);
  }

  private static Change joined(List<Change> changes) {
    var summary = String.join(", ", changes.stream().map(Change::summary).toList());
    var diff = String.join("", changes.stream().flatMap(c -> c.diff().stream()).toList());
    return new Change(summary, diff.isEmpty() ? Optional.empty() : Optional.of(diff));
  }
}
