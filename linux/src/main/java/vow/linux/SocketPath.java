package vow.linux;

import org.jspecify.annotations.Nullable;

/**
 * A path by which a local socket can be bound and reached. The kernel takes 107 bytes (unix(7)); a
 * longer path is spelled by way of its folder, held open until this is closed, below /proc/self/fd.
 */
public final class SocketPath implements AutoCloseable {
  /** The longest path that fits, in bytes. */
  static final int BYTES_MAX = 107;

  private final String text;
  private final @Nullable Directory folder;

  private SocketPath(String text, @Nullable Directory folder) {
    this.text = text;
    this.folder = folder;
  }

  /**
   * Opens the folder when the path is long.
   *
   * @param path absolute
   * @throws LinuxException when the folder cannot be opened, ENAMETOOLONG when the name alone is
   *     too long
   */
  public static SocketPath of(String path) {
    if (Names.encode(path).length <= BYTES_MAX) {
      return new SocketPath(path, null);
    }
    int slash = path.lastIndexOf('/');
    if (slash <= 0) {
      throw new LinuxException(Call.BIND.verb(), Errno.ENAMETOOLONG, path);
    }
    var folder = Directory.open(path.substring(0, slash));
    var text = "/proc/self/fd/" + folder.fd().number() + path.substring(slash);
    if (Names.encode(text).length > BYTES_MAX) {
      folder.close();
      throw new LinuxException(Call.BIND.verb(), Errno.ENAMETOOLONG, path);
    }
    return new SocketPath(text, folder);
  }

  /** At most 107 bytes; good while this is open. */
  public String text() {
    return text;
  }

  @Override
  public void close() {
    if (folder != null) {
      folder.close();
    }
  }
}
