package vow.language.syntax;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.text.BreakIterator;
import java.util.Arrays;
import java.util.Locale;

/**
 * The bytes of one policy file and the name to show for it. Immutable; shared by every span in it,
 * so it compares by identity. The index of lines is made on first use; a race only makes it twice.
 */
public final class Source {
  private static final int[] NOT_INDEXED = {};

  /** Counting graphemes costs some 50 ns each, and there may be 200 errors in one long line. */
  private static final int MAX_COUNTED_BYTES = 10_000;

  private final String name;
  private final byte[] bytes;
  private int[] lineStarts = NOT_INDEXED;

  private Source(String name, byte[] bytes) {
    this.name = name;
    this.bytes = bytes;
  }

  /** The bytes are copied. They should be UTF-8; the parser says where they are not. */
  public static Source of(String name, byte[] bytes) {
    return new Source(name, bytes.clone());
  }

  public static Source of(String name, String text) {
    return new Source(name, text.getBytes(UTF_8));
  }

  /** As given by the user, usually a path. */
  public String name() {
    return name;
  }

  /** In bytes. */
  public int length() {
    return bytes.length;
  }

  public Span span(int start, int end) {
    return new Span(this, start, end);
  }

  public String text() {
    return text(0, bytes.length);
  }

  /** The text between two byte offsets; what is not UTF-8 becomes U+FFFD. */
  public String text(int start, int end) {
    return new String(bytes, start, end - start, UTF_8);
  }

  /** The line, from 1, without its line end. */
  public String line(int line) {
    var starts = lineStarts();
    var start = starts[line - 1];
    var end = line < starts.length ? starts[line] - 1 : bytes.length;
    if (end > start && bytes[end - 1] == '\r') {
      end--;
    }
    return text(start, end);
  }

  /** Where a byte offset lies. Far out in a line, columns are counted from bytes: see the limit. */
  public Position position(int offset) {
    var found = Arrays.binarySearch(lineStarts(), offset);
    var line = found >= 0 ? found : -found - 2;
    var before = offset - lineStarts()[line];
    if (before > MAX_COUNTED_BYTES) {
      return new Position(line + 1, before + 1, offset);
    }
    var counted =
        isAscii(offset - before, offset) ? before : graphemes(text(offset - before, offset));
    return new Position(line + 1, counted + 1, offset);
  }

  private boolean isAscii(int start, int end) {
    for (var i = start; i < end; i++) {
      if (bytes[i] < 0) {
        return false;
      }
    }
    return true;
  }

  /** Not a copy: for the scanner, which never writes. */
  byte[] bytes() {
    return bytes;
  }

  private int[] lineStarts() {
    var known = lineStarts;
    if (known.length > 0) {
      return known;
    }
    var starts = new int[16];
    var count = 1;
    for (var i = 0; i < bytes.length; i++) {
      if (bytes[i] == '\n') {
        if (count == starts.length) {
          starts = Arrays.copyOf(starts, count * 2);
        }
        starts[count++] = i + 1;
      }
    }
    lineStarts = Arrays.copyOf(starts, count);
    return lineStarts;
  }

  /** How many characters a reader sees in the text. */
  public static int graphemes(String text) {
    if (text.chars().allMatch(c -> c < 0x80)) {
      return text.length();
    }
    var breaks = BreakIterator.getCharacterInstance(Locale.ROOT);
    breaks.setText(text);
    var count = 0;
    while (breaks.next() != BreakIterator.DONE) {
      count++;
    }
    return count;
  }

  @Override
  public String toString() {
    return name;
  }
}
