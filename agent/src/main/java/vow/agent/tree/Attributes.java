package vow.agent.tree;

import java.util.HexFormat;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import vow.linux.Errno;
import vow.linux.LinuxException;
import vow.linux.OpenFile;
import vow.linux.Xattr;

/** Extended attributes, ACLs and security labels among them, carried from one file to the next. */
final class Attributes {
  /** These vouch for the content that they were set on, not for what replaces it. */
  private static final Set<String> OF_CONTENT =
      Set.of("security.capability", "security.ima", "security.evm");

  private Attributes() {}

  /** By name, values in hex. */
  static SortedMap<String, String> read(OpenFile file) {
    var result = new TreeMap<String, String>();
    for (var name : Xattr.list(file.fd())) {
      Xattr.get(file.fd(), name)
          .ifPresent(value -> result.put(name, HexFormat.of().formatHex(value)));
    }
    return result;
  }

  /**
   * Makes a new file's attributes these; labels that only a privileged process may set are left.
   */
  static void write(OpenFile file, SortedMap<String, String> wanted) {
    for (var name : Xattr.list(file.fd())) {
      if (!wanted.containsKey(name)) {
        attempt(name, () -> Xattr.remove(file.fd(), name));
      }
    }
    wanted.forEach((name, hex) -> {
      if (!OF_CONTENT.contains(name)) {
        attempt(name, () -> Xattr.set(file.fd(), name, HexFormat.of().parseHex(hex)));
      }
    });
  }

  private static void attempt(String name, Runnable change) {
    try {
      change.run();
    } catch (LinuxException e) {
      boolean label = name.startsWith("security.") || name.startsWith("trusted.");
      boolean refused = e.errno() == Errno.EPERM || e.errno() == Errno.EACCES;
      if (!(label && refused) && e.errno() != Errno.EOPNOTSUPP) {
        throw e;
      }
    }
  }
}
