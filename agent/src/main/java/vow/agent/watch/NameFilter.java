package vow.agent.watch;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import vow.agent.blob.Blob;
import vow.agent.blob.BlobReader;
import vow.agent.blob.BlobWriter;
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

  /** In the byte order of the machine; 0 for a free place, linear probing. */
  private final ByteBuffer table;

  private int taken;

  private NameFilter(ByteBuffer table, int taken) {
    this.table = table;
    this.taken = taken;
  }

  /** What matters below a node. */
  static NameFilter of(Node top) {
    var hashes = new HashSet<Long>();
    top.each(node -> add(node, hashes));
    int entries = Math.max(ENTRIES_MIN, Integer.highestOneBit(Math.max(1, hashes.size())) * 4);
    var filter = new NameFilter(allocate(entries * Long.BYTES), 0);
    hashes.forEach(filter::put);
    return filter;
  }

  /** One that {@link #write} wrote. */
  static NameFilter read(BlobReader in) throws IOException {
    int taken = in.number();
    var bytes = in.blob();
    int entries = bytes.limit() / Long.BYTES;
    if (taken < 0 || taken > entries / 2 || Integer.bitCount(entries) != 1) {
      throw new IOException("a filter is damaged");
    }
    return new NameFilter(bytes.order(ByteOrder.nativeOrder()), taken);
  }

  void write(BlobWriter out) {
    out.number(taken);
    out.blob(Blob.of(table()));
  }

  /**
   * The same with what matters at these nodes. What mattered there before stays, which costs a wake
   * for nothing at most; empty when it would be too full.
   */
  Optional<NameFilter> with(Collection<Node> nodes) {
    var hashes = new HashSet<Long>();
    nodes.forEach(node -> add(node, hashes));
    if (taken + hashes.size() > entries() / 2) {
      return Optional.empty();
    }
    var more = new NameFilter(allocate(table.limit()).put(0, table, 0, table.limit()), taken);
    hashes.forEach(more::put);
    return Optional.of(more);
  }

  private static void add(Node node, Collection<Long> hashes) {
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

  private static ByteBuffer allocate(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.nativeOrder());
  }

  private void put(long hash) {
    int at = (int) (hash & (entries() - 1));
    for (long there = table.getLong(at * 8); there != hash; there = table.getLong(at * 8)) {
      if (there == 0) {
        table.putLong(at * 8, hash);
        taken++;
        return;
      }
      at = (at + 1) & (entries() - 1);
    }
  }

  /** Whether a hash is in it. */
  boolean has(long hash) {
    int at = (int) (hash & (entries() - 1));
    for (long there = table.getLong(at * 8); there != 0; there = table.getLong(at * 8)) {
      if (there == hash) {
        return true;
      }
      at = (at + 1) & (entries() - 1);
    }
    return false;
  }

  /** How many places the table has: a power of two, at most half of them taken. */
  public int entries() {
    return table.limit() / Long.BYTES;
  }

  /** The table, in the byte order of the machine. */
  public ByteBuffer table() {
    return table.duplicate().clear();
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
