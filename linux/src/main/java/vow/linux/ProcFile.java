package vow.linux;

import java.util.Optional;

/** Small files that the kernel makes up, below /proc and /sys. */
public final class ProcFile {
  private static final int SIZE_BYTES_MAX = 1 << 20;

  private ProcFile() {}

  /** The whole text; empty when there is no such file or it must not or cannot be read. */
  public static Optional<String> read(String path) {
    try (var fd = Open.READ.at(Open.here(), path, true, 0, 0)) {
      return Optional.of(Names.decode(OpenFile.of(fd, path).readAll(SIZE_BYTES_MAX)));
    } catch (LinuxException e) {
      return Optional.empty();
    }
  }
}
