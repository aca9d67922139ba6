package vow.language.function;

import java.util.function.IntPredicate;
import java.util.function.IntUnaryOperator;
import vow.language.value.Value;

/**
 * Letter by letter, that is by code point, with Unicode's simple case mappings: what the reference
 * implementation's language does, so a text keeps its number of letters.
 */
final class Letters {
  private static final int REPLACEMENT = 0xfffd;

  private Letters() {}

  static String each(String text, IntUnaryOperator change) {
    var changed = new StringBuilder(text.length());
    for (var at = 0; at < text.length(); ) {
      var letter = text.codePointAt(at);
      changed.appendCodePoint(change.applyAsInt(letter));
      at += Character.charCount(letter);
    }
    return changed.toString();
  }

  static String title(String text) {
    var changed = new StringBuilder(text.length());
    var startsWord = true;
    for (var at = 0; at < text.length(); ) {
      var letter = text.codePointAt(at);
      changed.appendCodePoint(startsWord ? Character.toTitleCase(letter) : letter);
      startsWord = separatesWords(letter);
      at += Character.charCount(letter);
    }
    return changed.toString();
  }

  private static boolean separatesWords(int letter) {
    return letter < 0x80
        ? !Character.isLetterOrDigit(letter) && letter != '_'
        : !Character.isLetterOrDigit(letter) && isSpace(letter);
  }

  static String withoutLineEnds(String text) {
    var end = text.length();
    while (end > 0 && (text.charAt(end - 1) == '\n' || text.charAt(end - 1) == '\r')) {
      end--;
    }
    return text.substring(0, end);
  }

  static String trim(String text, String letters) {
    return trim(text, letter -> letters.indexOf(letter) >= 0);
  }

  static String trim(String text, IntPredicate isDropped) {
    var start = 0;
    while (start < text.length() && isDropped.test(text.codePointAt(start))) {
      start += Character.charCount(text.codePointAt(start));
    }
    var end = text.length();
    while (end > start && isDropped.test(text.codePointBefore(end))) {
      end -= Character.charCount(text.codePointBefore(end));
    }
    return text.substring(start, end);
  }

  /** Unicode's property White_Space. */
  static boolean isSpace(int letter) {
    return switch (letter) {
      case '\t',
          '\n',
          0x0b,
          '\f',
          '\r',
          ' ',
          0x85,
          0xa0,
          0x1680,
          0x2028,
          0x2029,
          0x202f,
          0x205f,
          0x3000 ->
          true;
      default -> letter >= 0x2000 && letter <= 0x200a;
    };
  }

  /** The text with halves of surrogate pairs replaced: they are no letters. */
  static String withoutHalves(String text) {
    for (var i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        return each(text, letter -> isHalf(letter) ? REPLACEMENT : letter);
      }
    }
    return text;
  }

  private static boolean isHalf(int letter) {
    return letter >= Character.MIN_SURROGATE && letter <= Character.MAX_SURROGATE;
  }

  /** A text that came from outside as a name: in the normal form that all texts have. */
  static String name(String text) {
    return Value.text(withoutHalves(text)) instanceof Value.Text(String name) ? name : text;
  }
}
