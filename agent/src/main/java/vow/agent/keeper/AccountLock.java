package vow.agent.keeper;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import vow.linux.RecordLock;
import vow.model.Repair;

/**
 * The lock that useradd, passwd and systemd take before they change account files (lckpwdf(3)). It
 * can only be waited for without end or tried again; it is tried again, for as long as they do.
 */
final class AccountLock {
  static final String PATH = "/etc/.pwd.lock";

  private static final Duration PATIENCE = Duration.ofSeconds(15);
  private static final Duration PAUSE = Duration.ofMillis(20);
  private static final int MODE = 0600;

  private AccountLock() {}

  static Repair holding(Site site, Supplier<Repair> work) {
    var left = site.attempt().left();
    long end = System.nanoTime() + (left.compareTo(PATIENCE) < 0 ? left : PATIENCE).toNanos();
    try (var place = site.tree().place(PATH);
        var file = place.directory().append(place.name(), MODE)) {
      while (!RecordLock.tryLock(file.fd())) {
        if (System.nanoTime() - end >= 0) {
          var holder = RecordLock.holder(file.fd());
          var who = holder.orElse(0) == 0 ? "another program" : "process " + holder.getAsInt();
          return Repair.timeout("unable to change accounts: " + who + " holds " + PATH);
        }
        LockSupport.parkNanos(PAUSE.toNanos());
      }
      return work.get();
    }
  }
}
