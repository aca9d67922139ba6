package vow.agent.blob;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import vow.linux.Names;

/** Reads what {@link BlobWriter} wrote, and trusts nothing: what cannot be is an IOException. */
public final class BlobReader {
  private final ByteBuffer bytes;

  /** Of these bytes. */
  public BlobReader(Blob blob) {
    this(blob.buffer());
  }

  /** Of what is left in a buffer, whose position moves on. */
  public BlobReader(ByteBuffer bytes) {
    this.bytes = bytes;
  }

  /** Reads one value. */
  public interface Value<T> {
    T read() throws IOException;
  }

  /** Four bytes. */
  public int number() throws IOException {
    return has(Integer.BYTES).getInt();
  }

  /** Eight bytes. */
  public long big() throws IOException {
    return has(Long.BYTES).getLong();
  }

  /** One byte. */
  public boolean flag() throws IOException {
    return switch (has(1).get()) {
      case 0 -> false;
      case 1 -> true;
      default -> throw new IOException("neither true nor false is saved");
    };
  }

  /** A text or a name, whatever bytes that has, after its length. */
  public String text() throws IOException {
    int length = count();
    byte[] text = new byte[length];
    bytes.get(text);
    return Names.decode(text);
  }

  /** How many follow; each takes at least one byte. */
  public int count() throws IOException {
    int count = number();
    if (count < 0) {
      throw new IOException("a count is out of bounds: " + count);
    }
    has(count);
    return count;
  }

  /** One of these, by its place among them. */
  public <E extends Enum<E>> E constant(E[] all) throws IOException {
    int ordinal = number();
    if (ordinal < 0 || ordinal >= all.length) {
      throw new IOException("an unknown word is saved: " + ordinal);
    }
    return all[ordinal];
  }

  /** As many bytes as their length says, where they lie. */
  public ByteBuffer blob() throws IOException {
    int length = count();
    var blob = bytes.slice(bytes.position(), length);
    bytes.position(bytes.position() + length);
    return blob;
  }

  /** Something that may not be there. */
  public <T> Optional<T> perhaps(Value<T> value) throws IOException {
    return flag() ? Optional.of(value.read()) : Optional.empty();
  }

  /** Nothing may follow. */
  public void end() throws IOException {
    if (bytes.hasRemaining()) {
      throw new IOException("something follows");
    }
  }

  private ByteBuffer has(int size) throws IOException {
    if (bytes.remaining() < size) {
      throw new IOException("it ends early");
    }
    return bytes;
  }
}
