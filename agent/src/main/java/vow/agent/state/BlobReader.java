package vow.agent.state;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Reads what {@link BlobWriter} wrote, and trusts nothing: what cannot be is an IOException. */
final class BlobReader {
  private final ByteBuffer bytes;

  BlobReader(byte[] content) {
    bytes = ByteBuffer.wrap(content);
  }

  /** Reads one value. */
  interface Value<T> {
    T read() throws IOException;
  }

  int number() throws IOException {
    return has(Integer.BYTES).getInt();
  }

  long big() throws IOException {
    return has(Long.BYTES).getLong();
  }

  boolean flag() throws IOException {
    return switch (has(1).get()) {
      case 0 -> false;
      case 1 -> true;
      default -> throw new IOException("neither true nor false is saved");
    };
  }

  String text() throws IOException {
    int length = count();
    var text = new String(bytes.array(), bytes.position(), length, StandardCharsets.UTF_8);
    bytes.position(bytes.position() + length);
    return text;
  }

  /** How many follow; each takes at least one byte. */
  int count() throws IOException {
    int count = number();
    if (count < 0) {
      throw new IOException("a count is out of bounds: " + count);
    }
    has(count);
    return count;
  }

  <E extends Enum<E>> E constant(E[] all) throws IOException {
    int ordinal = number();
    if (ordinal < 0 || ordinal >= all.length) {
      throw new IOException("an unknown word is saved: " + ordinal);
    }
    return all[ordinal];
  }

  <T> Optional<T> perhaps(Value<T> value) throws IOException {
    return flag() ? Optional.of(value.read()) : Optional.empty();
  }

  void end() throws IOException {
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
