package vow.agent.keeper;

import vow.linux.Errno;
import vow.linux.LinuxException;
import vow.model.Outcome;
import vow.model.Repair;

/** What a refusal of the system means for a promise. */
final class Refusal {
  private Refusal() {}

  /** Denied where more rights would have helped, failed otherwise. */
  static Outcome outcome(LinuxException refusal, Site site) {
    boolean rights = refusal.errno() == Errno.EACCES || refusal.errno() == Errno.EPERM;
    return rights && !site.privileged() ? Outcome.DENIED : Outcome.FAILED;
  }

  static Repair repair(LinuxException refusal, Site site) {
    return new Repair.Undone(outcome(refusal, site), text(refusal));
  }

  /** {@code unable to write /etc/motd: no space left on device}. */
  static String text(LinuxException refusal) {
    var what = refusal.path().isEmpty() ? "" : " " + refusal.path();
    return "unable to " + refusal.call() + what + ": " + refusal.errno().text();
  }
}
