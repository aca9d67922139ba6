package vow.agent.keeper;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The entries of a tar archive: ustar, pax and the long names of GNU (tar(5)). */
final class PackedTar implements Packed {
  private static final int BLOCK = 512;
  private static final int EXTRA_BYTES_MAX = 1 << 20;
  private static final int NAME_BYTES = 100;
  private static final int PREFIX_AT = 345;
  private static final int PREFIX_BYTES = 155;
  private static final int LINK_AT = 157;

  private final InputStream in;
  private long left;
  private int padding;

  PackedTar(InputStream in) {
    this.in = in;
  }

  @Override
  public Optional<Entry> next() throws IOException {
    Map<String, String> extra = new HashMap<>();
    while (true) {
      in.skipNBytes(left + padding);
      left = 0;
      padding = 0;
      var header = Packed.exactly(in, BLOCK);
      if (isZero(header)) {
        return Optional.empty();
      }
      check(header);
      content(number(header, 124, 12));
      char type = (char) header[156];
      switch (type) {
        case 'x' -> pax(extra(), extra);
        case 'g' -> extra();
        case 'L' -> extra.put("path", text(extra()));
        case 'K' -> extra.put("linkpath", text(extra()));
        default -> {
          return Optional.of(entry(header, type, extra));
        }
      }
    }
  }

  @Override
  public int read(byte[] into) throws IOException {
    if (left == 0) {
      return -1;
    }
    int got = in.read(into, 0, (int) Math.min(into.length, left));
    if (got < 0) {
      throw new IOException("the archive breaks off");
    }
    left -= got;
    return got;
  }

  private Entry entry(byte[] header, char type, Map<String, String> extra) throws IOException {
    var name = field(header, 0, NAME_BYTES);
    var prefix = isUstar(header) ? field(header, PREFIX_AT, PREFIX_BYTES) : "";
    var full = prefix.isEmpty() ? name : prefix + "/" + name;
    var size = extra.get("size");
    if (size != null) {
      content(decimal(size));
    }
    var kind =
        switch (type) {
          case '0', '7', '\0' -> full.endsWith("/") ? Type.FOLDER : Type.FILE;
          case '5' -> Type.FOLDER;
          case '2' -> Type.LINK;
          default -> Type.OTHER;
        };
    var target = extra.getOrDefault("linkpath", field(header, LINK_AT, NAME_BYTES));
    int mode = (int) number(header, 100, 8) & 0777;
    return new Entry(extra.getOrDefault("path", full), kind, mode, target);
  }

  private void content(long sizeBytes) throws IOException {
    if (sizeBytes < 0 || sizeBytes > Unpacking.TOTAL_BYTES_MAX) {
      throw new IOException("an entry of the archive is too large");
    }
    left = sizeBytes;
    padding = (int) ((BLOCK - sizeBytes % BLOCK) % BLOCK);
  }

  /** The content of an entry that tells of the next one. */
  private byte[] extra() throws IOException {
    if (left > EXTRA_BYTES_MAX) {
      throw new IOException("a name in the archive is too long");
    }
    var bytes = Packed.exactly(in, (int) left);
    left = 0;
    return bytes;
  }

  /** Records such as {@code 30 path=a/b\n}; the number is the length of the record. */
  private static void pax(byte[] bytes, Map<String, String> into) throws IOException {
    int at = 0;
    while (at < bytes.length) {
      int space = at;
      while (space < bytes.length && bytes[space] != ' ') {
        space++;
      }
      long length = decimal(new String(bytes, at, space - at, StandardCharsets.US_ASCII));
      if (length <= space - at + 1 || at + length > bytes.length) {
        throw new IOException("the archive is damaged: a record of an extended header");
      }
      int end = at + (int) length;
      var record = new String(bytes, space + 1, end - space - 2, StandardCharsets.UTF_8);
      int equals = record.indexOf('=');
      if (equals > 0) {
        into.put(record.substring(0, equals), record.substring(equals + 1));
      }
      at = end;
    }
  }

  private static void check(byte[] header) throws IOException {
    long sum = 0;
    for (int i = 0; i < BLOCK; i++) {
      sum += i >= 148 && i < 156 ? ' ' : header[i] & 0xff;
    }
    if (sum != number(header, 148, 8)) {
      throw new IOException("this is no tar archive, or it is damaged");
    }
  }

  private static boolean isUstar(byte[] header) {
    return new String(header, 257, 6, StandardCharsets.US_ASCII).equals("ustar\0");
  }

  private static boolean isZero(byte[] block) {
    for (byte b : block) {
      if (b != 0) {
        return false;
      }
    }
    return true;
  }

  /** Octal digits, or, with the first bit set, a binary number. */
  private static long number(byte[] header, int at, int length) throws IOException {
    if ((header[at] & 0x80) != 0) {
      long value = 0;
      for (int i = at + length - 8; i < at + length; i++) {
        value = value << 8 | (header[i] & 0xff);
      }
      return value;
    }
    var digits = field(header, at, length).strip();
    try {
      return digits.isEmpty() ? 0 : Long.parseLong(digits, 8);
    } catch (NumberFormatException e) {
      throw new IOException("this is no tar archive, or it is damaged", e);
    }
  }

  private static long decimal(String digits) throws IOException {
    if (!digits.matches("[0-9]{1,18}")) {
      throw new IOException("the archive is damaged: a number of an extended header");
    }
    return Long.parseLong(digits);
  }

  private static String field(byte[] header, int at, int length) {
    int end = at;
    while (end < at + length && header[end] != 0) {
      end++;
    }
    return new String(header, at, end - at, StandardCharsets.UTF_8);
  }

  private static String text(byte[] bytes) {
    return field(bytes, 0, bytes.length);
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
