package vow.agent.blob;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/**
 * Makes a {@link Table}, or from one another in which some records differ: then the rest is copied
 * as bytes, and costs next to nothing. For one thread.
 */
public final class TableEdit {
  private static final int PLACES_MIN = 16;

  private final Table base;
  private final Map<Integer, ByteBuffer> changed = new HashMap<>();

  /** Numbers that may be given out again, the newest first. */
  private final Deque<Integer> free = new ArrayDeque<>();

  private int size;

  /** Of an empty table. */
  public TableEdit() {
    base = Table.EMPTY;
  }

  /** Of what is to be changed. */
  public TableEdit(Table base) throws IOException {
    this.base = base;
    size = base.size();
    for (int number = base.free; number != Table.NONE; number = base.record(number).number()) {
      free.add(number);
      if (free.size() > size) {
        throw new IOException("free numbers go round");
      }
    }
  }

  /** Numbers are below that so far. */
  public int size() {
    return size;
  }

  /** A new record; answers its number. */
  public int add(byte[] content, long... keys) {
    int number = reserve();
    put(number, content, keys);
    return number;
  }

  /** A number for a record that is put there later. */
  public int reserve() {
    var again = free.poll();
    int number = again == null ? size++ : again;
    changed.put(number, whole(new byte[0]));
    return number;
  }

  /** Another content and other keys for that number. */
  public void put(int number, byte[] content, long... keys) {
    changed.put(number, whole(content, keys));
  }

  /** Nothing has that number any more, until it is given out again. */
  public void remove(int number) {
    var next = free.peek();
    var chain = ByteBuffer.allocate(Integer.BYTES).putInt(next == null ? Table.NONE : next);
    free.push(number);
    changed.put(number, whole(chain.array()));
  }

  /** The table. */
  public byte[] done() throws IOException {
    try {
      return bytes();
    } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
      throw new IOException("a table is damaged", e);
    }
  }

  private byte[] bytes() throws IOException {
    int keys = base.taken;
    for (var record : changed.values()) {
      keys += record.getInt(0);
    }
    boolean fits = keys <= base.places / 4 * 3;
    int places = fits ? base.places : places(keys);
    var bytes = ByteBuffer.allocate(Table.startOfRecords(size, places) + length());
    records(bytes, places);
    bytes.putInt(0, size).putInt(4, places).putInt(12, free.isEmpty() ? Table.NONE : free.peek());
    bytes.putInt(8, fits ? copyPlaces(bytes) : 0);
    for (int number = 0; number < size; number++) {
      if (!fits || changed.containsKey(number)) {
        place(bytes, number, places);
      }
    }
    return bytes.array();
  }

  private static int places(int keys) {
    return Math.max(PLACES_MIN, Integer.highestOneBit(Math.max(1, keys)) * 4);
  }

  private int length() throws IOException {
    int length = base.bytes.limit() - base.start(0);
    for (var each : changed.entrySet()) {
      int number = each.getKey();
      int before = number < base.size() ? base.whole(number).limit() : 0;
      length += each.getValue().limit() - before;
    }
    return length;
  }

  /** Where the records begin, and the records; what lies together and is as it was in one go. */
  private void records(ByteBuffer bytes, int places) {
    int first = Table.startOfRecords(size, places);
    int at = first;
    for (int number = 0; number < size; ) {
      bytes.putInt(Table.HEAD + number * Integer.BYTES, at - first);
      var other = changed.get(number);
      if (other != null) {
        at = copy(bytes, at, other);
        number++;
        continue;
      }
      int from = base.start(number);
      int moved = at - first - base.bytes.getInt(Table.HEAD + number * Integer.BYTES);
      int next = number + 1;
      while (next < base.size() && !changed.containsKey(next)) {
        int start = base.bytes.getInt(Table.HEAD + next * Integer.BYTES) + moved;
        bytes.putInt(Table.HEAD + next * Integer.BYTES, start);
        next++;
      }
      at = copy(bytes, at, base.bytes.slice(from, base.start(next) - from));
      number = next;
    }
    bytes.putInt(Table.HEAD + size * Integer.BYTES, at - first);
  }

  private static int copy(ByteBuffer bytes, int at, ByteBuffer some) {
    bytes.put(at, some, 0, some.limit());
    return at + some.limit();
  }

  /** Answers how many are taken. */
  private int copyPlaces(ByteBuffer bytes) {
    int length = base.places * Table.PLACE;
    int at = Table.HEAD + (base.size() + 1) * Integer.BYTES;
    bytes.put(Table.HEAD + (size + 1) * Integer.BYTES, base.bytes, at, length);
    return base.taken;
  }

  private void place(ByteBuffer bytes, int number, int places) {
    int start = bytes.getInt(Table.HEAD + number * Integer.BYTES);
    int record = Table.startOfRecords(size, places) + start;
    int keys = bytes.getInt(record);
    for (int i = 0; i < keys; i++) {
      place(bytes, bytes.getLong(record + Integer.BYTES + i * Long.BYTES), number, places);
    }
  }

  private void place(ByteBuffer bytes, long key, int number, int places) {
    int start = Table.HEAD + (size + 1) * Integer.BYTES;
    for (int at = Table.place(key, places); ; at = (at + 1) & (places - 1)) {
      int position = start + at * Table.PLACE;
      int there = bytes.getInt(position + Long.BYTES);
      if (there == number + 1 && bytes.getLong(position) == key) {
        return;
      }
      if (there == 0) {
        bytes.putLong(position, key).putInt(position + Long.BYTES, number + 1);
        bytes.putInt(8, bytes.getInt(8) + 1);
        return;
      }
    }
  }

  private static ByteBuffer whole(byte[] content, long... keys) {
    var record = ByteBuffer.allocate(Integer.BYTES + keys.length * Long.BYTES + content.length);
    record.putInt(keys.length);
    for (long key : keys) {
      record.putLong(key);
    }
    return record.put(content).flip();
  }
}
