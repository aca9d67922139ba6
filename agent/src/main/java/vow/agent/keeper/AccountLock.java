package vow.agent.keeper;

import java.time.Duration;
import java.util.function.Supplier;
import vow.model.Repair;

/**
 * The lock that useradd, passwd and systemd take before they change account files (lckpwdf(3)); it
 * is waited for as long as they do.
 */
final class AccountLock {
  static final String PATH = "/etc/.pwd.lock";

  private static final Duration PATIENCE = Duration.ofSeconds(15);
  private static final int MODE = 0600;

  private AccountLock() {}

  static Repair holding(Site site, Supplier<Repair> work) {
    var left = site.attempt().left();
    var lock = new RivalLock(PATH, site);
    try (var place = site.tree().place(PATH);
        var file = place.directory().append(place.name(), MODE)) {
      if (!lock.take(file, left.compareTo(PATIENCE) < 0 ? left : PATIENCE)) {
        var who = lock.holder().orElse("another program");
        return Repair.timeout("unable to change accounts: " + who + " holds " + PATH);
      }
      return work.get();
    }
  }
}
