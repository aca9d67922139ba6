package vow.linux;

import java.util.List;

/**
 * The mounts this process sees (/proc/self/mountinfo, proc(5)). The open table becomes {@link
 * Epoll#URGENT} when a mount comes or goes, and stays so until the next {@link #read}.
 */
public final class MountTable implements AutoCloseable {
  private static final String PATH = "/proc/self/mountinfo";
  private static final long SIZE_BYTES_MAX = 64 << 20;

  /**
   * One mount.
   *
   * @param device of the file system, {@code major << 32 | minor}, as in {@link Statx#device}
   * @param inside the directory of the file system that is mounted, "/" unless it is a bind mount
   * @param point where
   */
  public record Mount(
      int id,
      int parent,
      long device,
      String inside,
      String point,
      String options,
      String type,
      String source) {}

  private final OpenFile file;

  public MountTable() {
    file = OpenFile.of(Open.READ.at(Open.here(), PATH, true, 0, 0), PATH);
  }

  public Fd fd() {
    return file.fd();
  }

  /** All mounts, in the order of the kernel; a later one on the same point covers the earlier. */
  public List<Mount> read() {
    return parse(Names.decode(file.readAll(SIZE_BYTES_MAX)));
  }

  static List<Mount> parse(String table) {
    return table.lines().map(MountTable::parseLine).toList();
  }

  private static Mount parseLine(String line) {
    var fields = line.split(" ", -1);
    int dash = 6;
    while (!fields[dash].equals("-")) {
      dash++;
    }
    var device = fields[2].split(":", 2);
    return new Mount(
        Integer.parseInt(fields[0]),
        Integer.parseInt(fields[1]),
        Long.parseLong(device[0]) << 32 | Long.parseLong(device[1]),
        unescape(fields[3]),
        unescape(fields[4]),
        fields[5],
        fields[dash + 1],
        unescape(fields[dash + 2]));
  }

  /** Space, tab, newline and backslash are written as three octal digits. */
  private static String unescape(String field) {
    if (field.indexOf('\\') < 0) {
      return field;
    }
    var text = new StringBuilder();
    for (int i = 0; i < field.length(); i++) {
      if (field.charAt(i) == '\\' && i + 3 < field.length()) {
        text.append((char) Integer.parseInt(field.substring(i + 1, i + 4), 8));
        i += 3;
      } else {
        text.append(field.charAt(i));
      }
    }
    return text.toString();
  }

  @Override
  public void close() {
    file.close();
  }
}
