package vow.agent.keeper;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import vow.linux.Errno;
import vow.linux.LinuxException;
import vow.model.Change;
import vow.model.UnifiedDiff;

/**
 * A file below /proc/sys or /sys through which the kernel shows and takes one value.
 *
 * @param name as the policy names it
 */
record KernelSetting(String path, String name) {
  private static final int VALUE_BYTES_MAX = 1 << 16;

  /** What the kernel shows; empty when it has no such setting. */
  Optional<String> read(Site site) {
    try (var file = site.tree().read(path)) {
      return Optional.of(new String(file.readAll(VALUE_BYTES_MAX), StandardCharsets.UTF_8));
    } catch (LinuxException e) {
      if (e.errno() == Errno.ENOENT || e.errno() == Errno.EISDIR || e.errno() == Errno.ENOTDIR) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** The kernel takes a value in one write, or refuses it. */
  void write(String value, Site site) {
    try (var place = site.tree().place(path);
        var file = place.directory().update(place.name())) {
      file.writeOnce((value + "\n").getBytes(StandardCharsets.UTF_8));
    } catch (LinuxException e) {
      throw new LinuxException("set", e.errno(), path);
    }
  }

  /** The difference between what runs and what shall. */
  Change change(String now, String wanted) {
    return new Change(
        "is " + now + " instead of " + wanted,
        Optional.of(UnifiedDiff.of("running", line(now), "policy", line(wanted))));
  }

  private byte[] line(String value) {
    return (name + " = " + value + "\n").getBytes(StandardCharsets.UTF_8);
  }
}
