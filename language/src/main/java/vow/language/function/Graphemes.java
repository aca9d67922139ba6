package vow.language.function;

import java.text.BreakIterator;
import java.util.Locale;

/** Characters as readers see them: extended grapheme clusters (Unicode annex 29). */
final class Graphemes {
  private Graphemes() {}

  static int count(String text) {
    if (isSimple(text)) {
      return text.length();
    }
    var breaks = breaks(text);
    var count = 0;
    while (breaks.next() != BreakIterator.DONE) {
      count++;
    }
    return count;
  }

  /** The first so many, or all when there are fewer. */
  static String first(String text, int count) {
    return text.substring(0, offset(text, count));
  }

  /** All but the first so many; nothing when there are not more. */
  static String after(String text, int count) {
    return text.substring(offset(text, count));
  }

  private static int offset(String text, int count) {
    if (count <= 0) {
      return 0;
    }
    if (isSimple(text)) {
      return Math.min(count, text.length());
    }
    var breaks = breaks(text);
    var end = 0;
    for (var i = 0; i < count && end < text.length(); i++) {
      end = breaks.next();
    }
    return end;
  }

  static String reversed(String text) {
    if (isSimple(text)) {
      return new StringBuilder(text).reverse().toString();
    }
    var reversed = new StringBuilder(text.length());
    var breaks = breaks(text);
    var end = breaks.last();
    for (var start = breaks.previous(); start != BreakIterator.DONE; start = breaks.previous()) {
      reversed.append(text, start, end);
      end = start;
    }
    return reversed.toString();
  }

  /** Every char is a character of its own: ASCII, and no line end of two chars. */
  private static boolean isSimple(String text) {
    for (var i = 0; i < text.length(); i++) {
      var c = text.charAt(i);
      if (c >= 0x80 || (c == '\r' && i + 1 < text.length() && text.charAt(i + 1) == '\n')) {
        return false;
      }
    }
    return true;
  }

  private static BreakIterator breaks(String text) {
    var breaks = BreakIterator.getCharacterInstance(Locale.ROOT);
    breaks.setText(text);
    return breaks;
  }
}
