package vow.agent.watch;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import vow.linux.FileType;
import vow.linux.Names;

/**
 * Which names in marked directories matter, as a table of hashes for the holder, so that nobody is
 * woken by other names (docs/holder.md, Filter).
 */
public final class NameFilter {
  private static final long FNV_START = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;
  private static final int ENTRIES_MIN = 64;

  private final Set<Long> hashes = new HashSet<>();

  NameFilter(Node top) {
    top.each(this::add);
  }

  private void add(Node node) {
    var mark = node.mark;
    if (mark == null) {
      return;
    }
    boolean directory = node.seen.type() == FileType.DIRECTORY;
    if (!directory || Touches.wantsEntries(node)) {
      hashes.add(hash(mark.key, ""));
      return;
    }
    node.childNames().forEach(name -> hashes.add(hash(mark.key, name)));
  }

  /** How many places the table has: a power of two, at most half of them taken. */
  public int entries() {
    return Math.max(ENTRIES_MIN, Integer.highestOneBit(Math.max(1, hashes.size())) * 4);
  }

  /** The table, in the byte order of the machine. */
  public ByteBuffer table() {
    int entries = entries();
    var table = ByteBuffer.allocate(entries * 8).order(ByteOrder.nativeOrder());
    for (long hash : hashes) {
      int at = (int) (hash & (entries - 1));
      while (table.getLong(at * 8) != 0) {
        at = (at + 1) & (entries - 1);
      }
      table.putLong(at * 8, hash);
    }
    return table;
  }

  static long hash(RawRecord.Key key, String name) {
    var bytes = ByteBuffer.allocate(16).order(ByteOrder.nativeOrder());
    long hash = FNV_START;
    switch (key) {
      case RawRecord.Key.Handle(var handle) -> {
        bytes.putLong(handle.fsid()).putInt(handle.type());
        hash = fnv(hash, bytes.array(), bytes.position());
        var raw = handle.bytes().getBytes(StandardCharsets.ISO_8859_1);
        hash = fnv(hash, raw, raw.length);
      }
      case RawRecord.Key.Descriptor(int watch) -> {
        bytes.putInt(watch);
        hash = fnv(hash, bytes.array(), bytes.position());
      }
    }
    var encoded = Names.encode(name);
    hash = fnv(hash, encoded, encoded.length);
    return hash == 0 ? 1 : hash;
  }

  private static long fnv(long start, byte[] bytes, int length) {
    long hash = start;
    for (int i = 0; i < length; i++) {
      hash = (hash ^ (bytes[i] & 0xff)) * FNV_PRIME;
    }
    return hash;
  }
}
