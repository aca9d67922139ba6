package vow.agent.keeper;

import java.util.List;
import java.util.Optional;
import vow.model.Assessment;
import vow.model.Change;
import vow.model.Repair;
import vow.model.Undo;
import vow.model.kind.Sysfs;

/** Keeps an attribute of the kernel's device tree, on the running system only. */
final class SysfsKeeper implements Keeper<Sysfs> {
  @Override
  public Assessment assess(Sysfs sysfs, Site site) {
    if (!site.tree().isSystem()) {
      return new Assessment.Kept("under --root nothing below /sys is touched");
    }
    var setting = setting(sysfs);
    var now = setting.read(site).map(sysfs::value);
    if (now.isEmpty()) {
      return Assessment.failed(missing(sysfs));
    }
    if (now.get().equals(sysfs.value())) {
      return Assessment.kept();
    }
    return site.privileged()
        ? new Assessment.Drifted(setting.change(now.get(), sysfs.value()))
        : Assessment.denied("only root may set " + sysfs.path());
  }

  @Override
  public Repair repair(Sysfs sysfs, Change change, Site site) {
    var before = setting(sysfs).read(site).map(sysfs::value);
    if (before.isEmpty()) {
      return Repair.failed(missing(sysfs));
    }
    setting(sysfs).write(sysfs.value(), site);
    return new Repair.Done("", new Undo(List.of(new Undo.Setting(sysfs.path(), before.get()))));
  }

  @Override
  public Repair undo(Sysfs sysfs, Undo undo, Site site) {
    if (undo.isEmpty()) {
      return Restore.paths(undo, site);
    }
    for (var before : undo.before()) {
      if (before instanceof Undo.Setting(var _, var value)) {
        Optional.ofNullable(value).ifPresent(v -> setting(sysfs).write(v, site));
      }
    }
    return Repair.done();
  }

  private static KernelSetting setting(Sysfs sysfs) {
    return new KernelSetting(sysfs.path(), sysfs.path());
  }

  private static String missing(Sysfs sysfs) {
    return "this kernel has no attribute " + sysfs.path();
  }
}
