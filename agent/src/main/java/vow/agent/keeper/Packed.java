package vow.agent.keeper;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** The entries of an archive, one after the other. One thread. */
interface Packed extends AutoCloseable {
  /** One entry. The mode is 0 where the archive does not tell. */
  record Entry(String name, Type type, int mode, String target) {}

  /** What an entry is. The target of a link is its text. */
  enum Type {
    FILE,
    FOLDER,
    LINK,
    OTHER
  }

  /** The next entry; empty at the end. */
  Optional<Entry> next() throws IOException;

  /** Reads on in the content of the last entry; -1 at its end. */
  int read(byte[] into) throws IOException;

  @Override
  void close() throws IOException;

  /** Exactly so many bytes. */
  static byte[] exactly(InputStream in, int size) throws IOException {
    var bytes = in.readNBytes(size);
    if (bytes.length < size) {
      throw new EOFException("the archive breaks off");
    }
    return bytes;
  }
}
