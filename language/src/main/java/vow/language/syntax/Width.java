package vow.language.syntax;

import java.text.BreakIterator;
import java.util.Locale;

/** How many cells of a terminal a text takes, so that a mark stands under its place. */
final class Width {
  /** First and last code points of East Asian wide characters and of emoji. */
  private static final int[][] WIDE = {
    {0x1100, 0x115F}, {0x2E80, 0xA4CF}, {0xAC00, 0xD7A3}, {0xF900, 0xFAFF}, {0xFE30, 0xFE6F},
    {0xFF00, 0xFF60}, {0xFFE0, 0xFFE6}, {0x1F1E6, 0x1F1FF}, {0x1F300, 0x1FAFF}, {0x20000, 0x3FFFD}
  };

  private Width() {}

  /** Two for each character that contains a wide code point, one for any other. */
  static int of(String text) {
    if (text.chars().allMatch(c -> c < WIDE[0][0])) {
      return Source.graphemes(text);
    }
    var breaks = BreakIterator.getCharacterInstance(Locale.ROOT);
    breaks.setText(text);
    var cells = 0;
    var start = 0;
    for (var end = breaks.next(); end != BreakIterator.DONE; end = breaks.next()) {
      cells += text.substring(start, end).codePoints().anyMatch(Width::isWide) ? 2 : 1;
      start = end;
    }
    return cells;
  }

  private static boolean isWide(int codePoint) {
    for (var range : WIDE) {
      if (codePoint >= range[0] && codePoint <= range[1]) {
        return true;
      }
    }
    return false;
  }
}
