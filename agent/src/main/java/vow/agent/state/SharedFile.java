package vow.agent.state;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.OptionalInt;
import vow.linux.Directory;
import vow.linux.Errno;
import vow.linux.LinuxException;

/**
 * A file of the agent's own that others may read, in a folder that may be theirs: whoever writes
 * there can spoil the file, but make nothing be written elsewhere.
 */
public final class SharedFile {
  private static final int OWNER_ONLY = 0600;
  private static final int SAME_OWNER = -1;

  private SharedFile() {}

  /**
   * Writes and renames; nobody sees a file that is not whole, or without its mode and group.
   *
   * @param file absolute
   * @param gid its group; the folder's or ours when empty
   */
  public static void write(Path file, String text, int mode, OptionalInt gid) throws IOException {
    var name = String.valueOf(file.getFileName());
    var temporary = "." + name + ".vow~";
    try (var folder = Directory.open(String.valueOf(file.getParent()))) {
      remove(folder, temporary);
      try (var out = folder.create(temporary, OWNER_ONLY)) {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        gid.ifPresent(group -> out.chown(SAME_OWNER, group));
        out.chmod(mode);
      }
      folder.rename(temporary, folder, name, Directory.OnTaken.REPLACE);
    } catch (LinuxException e) {
      throw new IOException(
          "unable to %s %s: %s".formatted(e.call(), e.path(), e.errno().text()), e);
    }
  }

  private static void remove(Directory folder, String name) {
    try {
      folder.unlink(name);
    } catch (LinuxException e) {
      if (e.errno() != Errno.ENOENT) {
        throw e;
      }
    }
  }
}
