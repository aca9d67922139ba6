package vow.agent.blob;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;

/**
 * Bytes in pieces that lie where they were made or read, so that nothing is copied before it is
 * written to a file. Nobody changes them any more.
 */
public final class Blob {
  private final List<ByteBuffer> parts;

  Blob(List<ByteBuffer> parts) {
    this.parts = List.copyOf(parts);
  }

  /** What is left in a buffer. */
  public static Blob of(ByteBuffer bytes) {
    return new Blob(List.of(bytes.slice()));
  }

  /** How many bytes. */
  public int size() {
    int size = 0;
    for (var part : parts) {
      size += part.limit();
    }
    return size;
  }

  /** The pieces, each from its start to its end. */
  public List<ByteBuffer> parts() {
    var copies = new ArrayList<ByteBuffer>(parts.size());
    for (var part : parts) {
      copies.add(part.duplicate().clear());
    }
    return copies;
  }

  /** All in one piece, copied unless it is one. */
  public ByteBuffer buffer() {
    if (parts.size() == 1) {
      return parts.getFirst().duplicate().clear();
    }
    var all = ByteBuffer.allocate(size());
    for (var part : parts()) {
      all.put(part);
    }
    return all.flip();
  }

  /** To find out whether it was damaged. */
  public long checksum() {
    var crc = new CRC32();
    for (var part : parts()) {
      crc.update(part);
    }
    return crc.getValue();
  }
}
