package vow.agent.blob;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import vow.linux.Names;

/** Bytes in the form that {@link BlobReader} reads. Texts are UTF-8. */
public final class BlobWriter {
  private static final int FIRST_BYTES = 1 << 8;

  private final List<ByteBuffer> parts = new ArrayList<>(1);
  private ByteBuffer bytes = ByteBuffer.allocate(FIRST_BYTES);

  /** What was written; nothing more is. */
  public Blob done() {
    end();
    return new Blob(parts);
  }

  private void end() {
    if (bytes.position() > 0) {
      parts.add(bytes.flip().slice());
      bytes = ByteBuffer.allocate(FIRST_BYTES);
    }
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

  /** A text or a name, whatever bytes that has, after its length. */
  public void text(String value) {
    byte[] text = Names.encode(value);
    room(Integer.BYTES + text.length).putInt(text.length).put(text);
  }

  /** Its place among the constants. */
  @SuppressWarnings("EnumOrdinal") // only ever read by the same build
  public void constant(Enum<?> value) {
    number(value.ordinal());
  }

  /** Bytes as they are, where they lie. */
  public void bytes(Blob value) {
    end();
    parts.addAll(value.parts());
  }

  /** Bytes after their length, where they lie. */
  public void blob(Blob value) {
    number(value.size());
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
