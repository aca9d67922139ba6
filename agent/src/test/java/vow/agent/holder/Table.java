package vow.agent.holder;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.StandardOpenOption;

/** A filter made by the page, word for word, so that the holder is not measured by itself. */
final class Table {
  private static final long FNV_START = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;

  private final long[] words;

  Table(int entries) {
    words = new long[entries];
  }

  /** The hash of a name in the directory with this handle; of all names when it is empty. */
  static long hash(ByteBuffer directory, String name) {
    var bytes = ByteBuffer.wrap(name.getBytes(StandardCharsets.UTF_8));
    return fnv(fnv(FNV_START, directory), bytes);
  }

  /** The same for a watch of inotify. */
  static long hash(int watch, String name) {
    return hash(ByteBuffer.allocate(4).order(ByteOrder.nativeOrder()).putInt(0, watch), name);
  }

  private static long fnv(long hash, ByteBuffer bytes) {
    long result = hash;
    for (int i = 0; i < bytes.limit(); i++) {
      result = (result ^ (bytes.get(i) & 0xff)) * FNV_PRIME;
    }
    return result;
  }

  Table with(long hash) {
    int at = (int) hash & (words.length - 1);
    while (words[at] != 0) {
      at = (at + 1) & (words.length - 1);
    }
    words[at] = hash;
    return this;
  }

  /** Writes it as the brain's filter and returns its size. */
  int give(Brain brain) throws IOException {
    var bytes = ByteBuffer.allocate(8 * words.length).order(ByteOrder.nativeOrder());
    for (long word : words) {
      bytes.putLong(word);
    }
    try (var filter = FileChannel.open(brain.fd(6), StandardOpenOption.WRITE)) {
      filter.write(bytes.flip(), 0);
    }
    return words.length;
  }
}
