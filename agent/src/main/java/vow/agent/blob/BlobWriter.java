package vow.agent.blob;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Consumer;

/** Bytes in the form that {@link BlobReader} reads. Texts are UTF-8 after their length. */
public final class BlobWriter {
  private ByteBuffer bytes = ByteBuffer.allocate(1 << 12);

  /** What was written. */
  public byte[] done() {
    return Arrays.copyOf(bytes.array(), bytes.position());
  }

  /** Four bytes. */
  public void number(int value) {
    room(Integer.BYTES).putInt(value);
  }

  /** Eight bytes. */
  public void big(long value) {
    room(Long.BYTES).putLong(value);
  }

  /** One byte. */
  public void flag(boolean value) {
    room(1).put((byte) (value ? 1 : 0));
  }

  /** UTF-8 after its length. */
  public void text(String value) {
    blob(value.getBytes(StandardCharsets.UTF_8));
  }

  /** Its place among the constants. */
  @SuppressWarnings("EnumOrdinal") // only ever read by the same build
  public void constant(Enum<?> value) {
    number(value.ordinal());
  }

  /** Bytes as they are. */
  public void bytes(byte[] value) {
    room(value.length).put(value);
  }

  /** Bytes after their length. */
  public void blob(byte[] value) {
    number(value.length);
    bytes(value);
  }

  /** How many there are, and each. */
  public <T> void each(Collection<T> all, Consumer<T> one) {
    number(all.size());
    all.forEach(one);
  }

  /** Whether it is there, and if so, it. */
  public <T> void perhaps(Optional<T> value, Consumer<T> there) {
    flag(value.isPresent());
    value.ifPresent(there);
  }

  private ByteBuffer room(int size) {
    if (bytes.remaining() < size) {
      int capacity = Math.max(2 * bytes.capacity(), bytes.position() + size);
      bytes = ByteBuffer.allocate(capacity).put(bytes.flip());
    }
    return bytes;
  }
}
