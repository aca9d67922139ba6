package vow.agent.keeper;

import java.util.Optional;
import vow.linux.Errno;
import vow.linux.LinuxException;
import vow.linux.Statx;
import vow.model.Outcome;
import vow.model.Repair;
import vow.model.kind.Paths;

/** What a refusal of the system means for a promise. */
final class Refusal {
  private Refusal() {}

  /** Denied where more rights would have helped, failed otherwise. */
  static Outcome outcome(LinuxException refusal, Site site) {
    boolean rights = refusal.errno() == Errno.EACCES || refusal.errno() == Errno.EPERM;
    return rights && !site.privileged() ? Outcome.DENIED : Outcome.FAILED;
  }

  static Repair repair(LinuxException refusal, Site site) {
    return new Repair.Undone(outcome(refusal, site), text(refusal, site));
  }

  /** {@code unable to write /etc/motd: no space left on device}. */
  static String text(LinuxException refusal, Site site) {
    var path = refusal.path();
    boolean root = site.privileged() && refusal.errno() == Errno.EPERM && path.startsWith("/");
    var why = root ? attribute(path, site) : Optional.<String>empty();
    var what = path.isEmpty() ? "" : " " + path;
    return "unable to " + refusal.call() + what + ": " + why.orElse(refusal.errno().text());
  }

  /** Why even root was refused. */
  private static Optional<String> attribute(String path, Site site) {
    return flag(site.tree().stat(path), "it")
        .or(() -> flag(site.tree().stat(Paths.parent(path)), "its folder"));
  }

  private static Optional<String> flag(Optional<Statx> stat, String what) {
    if (stat.isEmpty() || !(stat.get().isImmutable() || stat.get().isAppendOnly())) {
      return Optional.empty();
    }
    return Optional.of(
        stat.get().isImmutable()
            ? what + " is immutable (chattr +i)"
            : what + " is append-only (chattr +a)");
  }
}
