package vow.agent.blob;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Numbered records, and the numbers of those that were given a key, read where they lie: whoever
 * has a table has decoded nothing yet. A key is a hash of something in the record, so whoever looks
 * one up compares what the record says. Immutable; any thread.
 *
 * <p>In bytes, big-endian: how many records, how many places for keys, how many of these are taken,
 * the first free number or -1; where each record begins and the last one ends, counted from the
 * first; the places, each a record's number plus one or 0 for a free one, found by linear probing;
 * the records, each its keys and then its content. A record that was removed has no keys, and the
 * next free number as its content.
 */
public final class Table {
  static final int HEAD = 4 * Integer.BYTES;
  static final int PLACE = Integer.BYTES;
  static final int NONE = -1;
  static final Table EMPTY = empty();
  private static final long MIX = 0x9e3779b97f4a7c15L;

  final ByteBuffer bytes;
  final int size;
  final int places;
  final int taken;
  final int free;

  private Table(ByteBuffer bytes) {
    this.bytes = bytes;
    size = bytes.getInt(0);
    places = bytes.getInt(4);
    taken = bytes.getInt(8);
    free = bytes.getInt(12);
  }

  private static Table empty() {
    var bytes = ByteBuffer.allocate(startOfRecords(0, 1));
    return new Table(bytes.putInt(4, 1).putInt(12, NONE));
  }

  /** One that {@link TableEdit} made; of the rest of a buffer. */
  public static Table read(ByteBuffer buffer) throws IOException {
    var bytes = buffer.slice();
    if (bytes.limit() < HEAD) {
      throw new IOException("a table has no head");
    }
    var table = new Table(bytes);
    boolean sane =
        table.size >= 0
            && table.size < bytes.limit() / Integer.BYTES
            && table.places > 0
            && table.places < bytes.limit() / PLACE
            && table.taken >= 0
            && table.taken < table.places
            && table.free >= NONE
            && table.free < table.size
            && startOfRecords(table.size, table.places) <= bytes.limit()
            && table.start(table.size) == bytes.limit();
    if (!sane) {
      throw new IOException("a table is damaged");
    }
    return table;
  }

  /** Numbers are below that; those of removed records are, too. */
  public int size() {
    return size;
  }

  /** Whether a record has that number. */
  public boolean isThere(int number) throws IOException {
    return number >= 0 && number < size && whole(number).getInt() > 0;
  }

  /** The content of a record; of a removed one it makes no sense. */
  public BlobReader record(int number) throws IOException {
    var record = whole(number);
    int keys = keys(record);
    record.position(record.position() + keys * Long.BYTES);
    return new BlobReader(record);
  }

  /** The numbers of the records with that key, most often one or none. */
  public int[] numbers(long key) throws IOException {
    int[] found = new int[0];
    int looked = 0;
    for (int at = place(key, places); ; at = (at + 1) % places) {
      int number = bytes.getInt(startOfPlaces() + at * PLACE) - 1;
      if (number == NONE || looked++ > taken) {
        return found;
      }
      if (has(number, key) && !contains(found, number)) {
        found = Arrays.copyOf(found, found.length + 1);
        found[found.length - 1] = number;
      }
    }
  }

  /** How many follow. */
  private static int keys(ByteBuffer record) throws IOException {
    int keys = record.getInt();
    if (keys < 0 || record.remaining() / Long.BYTES < keys) {
      throw new IOException("a record has too many keys");
    }
    return keys;
  }

  /** A key of a text: what it is about comes first, so that nothing is mixed up. */
  public static long key(char about, String text) {
    long hash = 0xcbf29ce484222325L ^ about;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
    }
    return hash;
  }

  /** Where a key is looked for first. */
  static int place(long key, int places) {
    return (int) ((((key * MIX) >>> 32) * places) >>> 32);
  }

  private static boolean contains(int[] numbers, int number) {
    for (int each : numbers) {
      if (each == number) {
        return true;
      }
    }
    return false;
  }

  static int startOfRecords(int size, int places) {
    return HEAD + (size + 1) * Integer.BYTES + places * PLACE;
  }

  /** Where a record begins, from the start of the table; after the last one, where that ends. */
  int start(int number) {
    return startOfRecords(size, places) + bytes.getInt(HEAD + number * Integer.BYTES);
  }

  private int startOfPlaces() {
    return HEAD + (size + 1) * Integer.BYTES;
  }

  /** A record with its keys. */
  ByteBuffer whole(int number) throws IOException {
    if (number < 0 || number >= size) {
      throw new IOException("no record has the number " + number);
    }
    int start = start(number);
    int length = start(number + 1) - start;
    if (start < 0 || length < Integer.BYTES || length > bytes.limit() - start) {
      throw new IOException("a record is out of bounds: " + number);
    }
    return bytes.slice(start, length);
  }

  /** The place may be another key's, or one of a key that the record has no more. */
  private boolean has(int number, long key) throws IOException {
    var record = whole(number);
    for (int left = keys(record); left > 0; left--) {
      if (record.getLong() == key) {
        return true;
      }
    }
    return false;
  }
}
