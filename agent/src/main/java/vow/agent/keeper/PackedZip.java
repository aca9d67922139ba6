package vow.agent.keeper;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.zip.ZipInputStream;

/** The entries of a zip archive, which here are files and folders. */
final class PackedZip implements Packed {
  private final ZipInputStream in;

  PackedZip(InputStream in) {
    this.in = new ZipInputStream(in);
  }

  @Override
  public Optional<Entry> next() throws IOException {
    try {
      return Optional.ofNullable(in.getNextEntry())
          .map(e -> new Entry(e.getName(), e.isDirectory() ? Type.FOLDER : Type.FILE, 0, ""));
    } catch (IllegalArgumentException e) {
      throw new IOException("a name in the archive cannot be read", e);
    }
  }

  @Override
  public int read(byte[] into) throws IOException {
    return in.read(into);
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
