package vow.agent.blob;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
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
  public int add(Blob content, long... keys) {
    int number = reserve();
    put(number, content, keys);
    return number;
  }

  /** A number for a record that is put there later. */
  public int reserve() {
    var again = free.poll();
    int number = again == null ? size++ : again;
    changed.put(number, whole(ByteBuffer.allocate(0)));
    return number;
  }

  /** Another content and other keys for that number. */
  public void put(int number, Blob content, long... keys) {
    changed.put(number, whole(content.buffer(), keys));
  }

  /** Nothing has that number any more, until it is given out again. */
  public void remove(int number) {
    var next = free.peek();
    var chain = ByteBuffer.allocate(Integer.BYTES);
    chain.putInt(next == null ? Table.NONE : next).flip();
    free.push(number);
    changed.put(number, whole(chain));
  }

  /** The table: what did not change is not copied. */
  public Blob done() throws IOException {
    try {
      return bytes();
    } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
      throw new IOException("a table is damaged", e);
    }
  }

  private Blob bytes() throws IOException {
    int keys = base.taken;
    for (var record : changed.values()) {
      keys += record.getInt(0);
    }
    boolean fits = keys <= base.places / 5 * 4;
    int places = fits ? base.places : places(keysNow());
    var head = ByteBuffer.allocate(Table.startOfRecords(size, places));
    var parts = new ArrayList<ByteBuffer>();
    parts.add(head);
    records(head, parts);
    head.putInt(0, size).putInt(4, places).putInt(12, free.isEmpty() ? Table.NONE : free.peek());
    head.putInt(8, fits ? copyPlaces(head) : 0);
    for (int number = 0; number < size; number++) {
      var other = changed.get(number);
      if (other != null || !fits) {
        place(head, other == null ? base.whole(number) : other, number, places);
      }
    }
    return new Blob(parts);
  }

  /** How many keys the records have; there may be places of more, that some had before. */
  private int keysNow() throws IOException {
    int keys = 0;
    for (int number = 0; number < size; number++) {
      var other = changed.get(number);
      keys += (other == null ? base.whole(number) : other).getInt(0);
    }
    return keys;
  }

  private static int places(int keys) {
    return PLACES_MIN + keys / 5 * 8;
  }

  /** Where the records begin, and the records; what lies together and is as it was in one piece. */
  private void records(ByteBuffer head, List<ByteBuffer> parts) {
    int at = 0;
    for (int number = 0; number < size; ) {
      head.putInt(Table.HEAD + number * Integer.BYTES, at);
      var other = changed.get(number);
      if (other != null) {
        parts.add(other);
        at += other.limit();
        number++;
        continue;
      }
      int moved = at - base.bytes.getInt(Table.HEAD + number * Integer.BYTES);
      int next = number + 1;
      while (next < base.size() && !changed.containsKey(next)) {
        int start = base.bytes.getInt(Table.HEAD + next * Integer.BYTES) + moved;
        head.putInt(Table.HEAD + next * Integer.BYTES, start);
        next++;
      }
      int from = base.start(number);
      int length = base.start(next) - from;
      parts.add(base.bytes.slice(from, length));
      at += length;
      number = next;
    }
    head.putInt(Table.HEAD + size * Integer.BYTES, at);
  }

  /** Answers how many are taken. */
  private int copyPlaces(ByteBuffer head) {
    int length = base.places * Table.PLACE;
    int at = Table.HEAD + (base.size() + 1) * Integer.BYTES;
    head.put(Table.HEAD + (size + 1) * Integer.BYTES, base.bytes, at, length);
    return base.taken;
  }

  private void place(ByteBuffer head, ByteBuffer record, int number, int places) {
    int keys = record.getInt(0);
    for (int i = 0; i < keys; i++) {
      place(head, record.getLong(Integer.BYTES + i * Long.BYTES), number, places);
    }
  }

  private void place(ByteBuffer head, long key, int number, int places) {
    int start = Table.HEAD + (size + 1) * Integer.BYTES;
    int at = Table.place(key, places);
    for (int tries = 0; tries < places; tries++, at = (at + 1) % places) {
      int position = start + at * Table.PLACE;
      int there = head.getInt(position);
      if (there == number + 1) {
        return; // whoever looks for this key comes by here, whatever key it was put here for
      }
      if (there == 0) {
        head.putInt(position, number + 1);
        head.putInt(8, head.getInt(8) + 1);
        return;
      }
    }
    throw new IllegalArgumentException("no place is free");
  }

  private static ByteBuffer whole(ByteBuffer content, long... keys) {
    var record = ByteBuffer.allocate(Integer.BYTES + keys.length * Long.BYTES + content.limit());
    record.putInt(keys.length);
    for (long key : keys) {
      record.putLong(key);
    }
    return record.put(content).flip();
  }
}
