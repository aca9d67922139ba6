package vow.agent.tree;

import java.nio.charset.StandardCharsets;
import vow.linux.Directory;
import vow.linux.Errno;
import vow.linux.LinuxException;
import vow.model.Hash;

/** Names of files that are on their way; a kill can leave them behind. */
public final class Temporary {
  /** The end of every temporary name; run-parts and editors pass over it. */
  public static final String SUFFIX = ".vow~";

  private static final int NAME_BYTES_MAX = 255;

  private Temporary() {}

  /** The one temporary name of a name in the same folder: {@code .motd.vow~}. */
  public static String of(String name) {
    var temporary = "." + name + SUFFIX;
    return temporary.getBytes(StandardCharsets.UTF_8).length <= NAME_BYTES_MAX
        ? temporary
        : "." + Hash.of(name).brief() + SUFFIX;
  }

  /** Removes the temporary file, link or empty folder of that name; false when there is none. */
  static boolean remove(Directory folder, String name) {
    try {
      folder.unlink(name);
      return true;
    } catch (LinuxException e) {
      if (e.errno() == Errno.EISDIR) {
        folder.rmdir(name);
        return true;
      }
      if (e.errno() != Errno.ENOENT) {
        throw e;
      }
      return false;
    }
  }
}
