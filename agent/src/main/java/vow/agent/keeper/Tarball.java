package vow.agent.keeper;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Supplier;
import java.util.zip.GZIPInputStream;
import vow.linux.Directory;

/** A tar archive in memory, plain or compressed with gzip. */
public final class Tarball {
  private static final int GZIP = 0x1f;

  private final byte[] bytes;

  /** The bytes are not copied. */
  public Tarball(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * Writes its files, folders and symbolic links below a folder, and nothing outside of it.
   *
   * @param totalBytes as many may be in it
   * @param entries as many may be in it
   * @param left how long it may still take
   * @throws IOException when it is damaged, too large, or holds anything else; nothing is written
   */
  public void unpack(Path folder, long totalBytes, int entries, Supplier<Duration> left)
      throws IOException {
    var limits = new Unpacking.Limits(totalBytes, entries);
    try (var packed = new PackedTar(open())) {
      new Unpacking(0, limits, left).check(packed);
    }
    try (var into = Directory.open(folder.toString());
        var packed = new PackedTar(open())) {
      new Unpacking(0, limits, left).write(packed, into);
    }
  }

  private InputStream open() throws IOException {
    var in = new ByteArrayInputStream(bytes);
    return bytes.length > 0 && bytes[0] == GZIP ? new GZIPInputStream(in) : in;
  }
}
