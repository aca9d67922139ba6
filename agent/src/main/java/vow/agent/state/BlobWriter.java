package vow.agent.state;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Consumer;

/** Bytes in the form that {@link BlobReader} reads. Texts are UTF-8 after their length. */
final class BlobWriter {
  private ByteBuffer bytes = ByteBuffer.allocate(1 << 12);

  byte[] done() {
    return Arrays.copyOf(bytes.array(), bytes.position());
  }

  void number(int value) {
    room(Integer.BYTES).putInt(value);
  }

  void big(long value) {
    room(Long.BYTES).putLong(value);
  }

  void flag(boolean value) {
    room(1).put((byte) (value ? 1 : 0));
  }

  void text(String value) {
    byte[] text = value.getBytes(StandardCharsets.UTF_8);
    room(Integer.BYTES + text.length).putInt(text.length).put(text);
  }

  @SuppressWarnings("EnumOrdinal") // only ever read by the same build
  void constant(Enum<?> value) {
    number(value.ordinal());
  }

  <T> void each(Collection<T> all, Consumer<T> one) {
    number(all.size());
    all.forEach(one);
  }

  <T> void perhaps(Optional<T> value, Consumer<T> there) {
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
