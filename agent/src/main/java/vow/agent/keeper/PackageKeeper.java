package vow.agent.keeper;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import vow.agent.tree.DpkgEntry;
import vow.linux.Directory;
import vow.linux.Errno;
import vow.linux.LinuxException;
import vow.model.Assessment;
import vow.model.Change;
import vow.model.Repair;
import vow.model.Undo;
import vow.model.kind.OsPackage;

/** Keeps a package through apt; dpkg's own database says how it is. */
final class PackageKeeper implements Keeper<OsPackage> {
  private static final int STATUS_BYTES_MAX = 64 << 20;

  /** What dpkg has done since it wrote its status file, until it ends; left when it is killed. */
  private static final String UPDATES = "/var/lib/dpkg/updates";

  @Override
  public Assessment assess(OsPackage kind, Site site) {
    var denial = denial(kind, site);
    if (denial.isPresent()) {
      return Assessment.denied(denial.get());
    }
    var entry = settled(kind, site);
    var differences = differences(kind, entry);
    return differences.isEmpty()
        ? new Assessment.Kept(entry.map(e -> conffiles(e, site)).orElse(""))
        : Assessment.drifted(String.join(", ", differences));
  }

  @Override
  public Repair repair(OsPackage kind, Change change, Site site) {
    var denial = denial(kind, site);
    if (denial.isPresent()) {
      return Repair.denied(denial.get());
    }
    var apt = new Apt(site);
    var busy = apt.idle("keep the package " + kind.name());
    if (busy.isPresent()) {
      return busy.get();
    }
    var before = find(kind, site);
    var problem =
        kind.absent() ? remove(kind.name(), kind.purge(), apt) : install(kind, before, apt);
    if (problem.isEmpty() && kind.held().isPresent() && isHeld(kind, site) != kind.held().get()) {
      problem = apt.hold(kind.name(), kind.held().get());
    }
    if (problem.isPresent()) {
      return problem.get();
    }
    var old = before.filter(e -> !e.isRemoved()).map(DpkgEntry::version).orElse(null);
    var undo = new Undo(List.of(new Undo.Setting("package:" + kind.name(), old)));
    var note = find(kind, site).map(e -> conffiles(e, site)).orElse("");
    return new Repair.Done(note, undo);
  }

  @Override
  public Repair reverse(OsPackage kind, Undo before, Site site) {
    boolean made =
        before.before().stream().anyMatch(b -> b instanceof Undo.Setting s && s.value() == null);
    if (!made) {
      return new Repair.Done("it was there before, and is left");
    }
    var denial = denial(kind, site);
    if (denial.isPresent()) {
      return Repair.denied(denial.get());
    }
    return find(kind, site).filter(e -> !e.isRemoved()).isEmpty()
        ? Repair.done()
        : remove(kind.name(), false, new Apt(site)).orElseGet(Repair::done);
  }

  @Override
  public Repair undo(OsPackage kind, Undo undo, Site site) {
    var apt = new Apt(site);
    for (var before : undo.before()) {
      if (before instanceof Undo.Setting(var _, var version)) {
        var problem =
            version == null
                ? remove(kind.name(), false, apt)
                : apt.get("install " + kind.name(), installing(kind.name() + "=" + version));
        return problem.orElseGet(Repair::done);
      }
    }
    return Restore.paths(undo, site);
  }

  /** While others work on the package it is nothing half; their end is waited for. */
  private static Optional<DpkgEntry> settled(OsPackage kind, Site site) {
    var entry = find(kind, site);
    boolean half = entry.filter(e -> !e.isInstalled() && !e.isRemoved()).isPresent();
    if (!half) {
      return entry;
    }
    var _ = new Apt(site).idle("look at " + kind.name());
    return find(kind, site);
  }

  private static List<String> differences(OsPackage kind, Optional<DpkgEntry> entry) {
    var differences = new ArrayList<String>();
    boolean removed = entry.isEmpty() || entry.get().isRemoved();
    if (kind.absent()) {
      boolean gone = kind.purge() ? entry.isEmpty() || isPurged(entry.get()) : removed;
      return gone ? List.of() : List.of(removed ? "its configuration is there" : "is installed");
    }
    if (removed) {
      return List.of("is not installed");
    }
    var now = entry.get();
    if (!now.isInstalled()) {
      differences.add(
          "is " + now.state() + (now.flag().equals("ok") ? "" : " (" + now.flag() + ")"));
    }
    if (kind.version().isPresent() && !now.hasVersion(kind.version().get())) {
      differences.add("version " + now.version() + " instead of " + kind.version().get());
    }
    if (kind.held().isPresent() && kind.held().get() != now.isHeld()) {
      differences.add(now.isHeld() ? "is held" : "is not held");
    }
    return differences;
  }

  private static boolean isPurged(DpkgEntry entry) {
    return entry.state().equals("not-installed");
  }

  private static Optional<Repair> install(OsPackage kind, Optional<DpkgEntry> before, Apt apt) {
    var name = kind.name();
    boolean whole = before.filter(DpkgEntry::isInstalled).isPresent();
    boolean right = before.filter(b -> kind.version().map(b::hasVersion).orElse(true)).isPresent();
    if (whole && right) {
      return Optional.empty();
    }
    boolean begun = before.filter(b -> b.flag().equals("ok") && isUnfinished(b)).isPresent();
    if (begun && right) {
      return apt.configure(name);
    }
    var what = kind.source().orElse(name + kind.version().map(v -> "=" + v).orElse(""));
    var arguments = installing(what);
    if (before.filter(b -> !b.isRemoved() && !b.isInstalled()).isPresent()) {
      arguments.add(1, "--reinstall");
    }
    return apt.get("install " + name, arguments);
  }

  private static boolean isUnfinished(DpkgEntry entry) {
    return entry.state().equals("half-configured") || entry.state().equals("unpacked");
  }

  private static List<String> installing(String what) {
    return new ArrayList<>(
        List.of("install", "--allow-downgrades", "--allow-change-held-packages", what));
  }

  private static Optional<Repair> remove(String name, boolean purge, Apt apt) {
    return apt.get(
        "remove " + name,
        List.of(purge ? "purge" : "remove", "--allow-change-held-packages", name));
  }

  /** Configuration that stayed although the package brings another. */
  private static String conffiles(DpkgEntry entry, Site site) {
    var beside =
        entry.conffiles().stream()
            .map(path -> path + ".dpkg-dist")
            .filter(path -> site.tree().stat(path).isPresent())
            .toList();
    return beside.isEmpty() ? "" : "its own configuration is beside: " + String.join(", ", beside);
  }

  private static boolean isHeld(OsPackage kind, Site site) {
    return find(kind, site).filter(DpkgEntry::isHeld).isPresent();
  }

  private static Optional<DpkgEntry> find(OsPackage kind, Site site) {
    var text = new StringBuilder(read(OsPackage.STATUS, site));
    if (site.tree().stat(UPDATES).isPresent()) {
      try (var folder = site.tree().directory(UPDATES)) {
        folder.list().stream()
            .map(Directory.Entry::name)
            .filter(name -> name.chars().allMatch(Character::isDigit))
            .sorted()
            .forEach(name -> text.append('\n').append(read(UPDATES + "/" + name, site)));
      }
    }
    return DpkgEntry.find(text.toString(), kind.name());
  }

  private static String read(String path, Site site) {
    try (var file = site.tree().read(path)) {
      return new String(file.readAll(STATUS_BYTES_MAX), StandardCharsets.UTF_8);
    } catch (LinuxException e) {
      if (e.errno() == Errno.ENOENT && path.startsWith(UPDATES)) {
        return ""; // it has been taken into the status file meanwhile
      }
      throw e;
    }
  }

  private static Optional<String> denial(OsPackage kind, Site site) {
    var unable = "unable to keep the package " + kind.name() + ": ";
    if (site.tree().stat(OsPackage.STATUS).isEmpty()) {
      return Optional.of(unable + "there is no " + OsPackage.STATUS);
    }
    return site.privileged() ? Optional.empty() : Optional.of(unable + "only root may");
  }
}
