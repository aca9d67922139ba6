package vow.language.syntax;

import java.text.Normalizer;

/** Code points out of bytes, and what HCL calls a name or a space. */
final class Utf8 {
  /** What {@link #decode} gives for bytes that are not UTF-8. */
  static final int INVALID = -1;

  private static final int SURROGATES_START = 0xD800;
  private static final int SURROGATES_END = 0xDFFF;

  private Utf8() {}

  /** The code point that starts at this offset; overlong forms and surrogates are invalid. */
  static int decode(byte[] bytes, int at) {
    var first = bytes[at];
    if (first >= 0) {
      return first;
    }
    var size = size(first);
    if (size == 1 || at + size > bytes.length) {
      return INVALID;
    }
    var value = first & (0xFF >> (size + 1));
    for (var i = 1; i < size; i++) {
      if ((bytes[at + i] & 0xC0) != 0x80) {
        return INVALID;
      }
      value = (value << 6) | (bytes[at + i] & 0x3F);
    }
    var smallest = size == 2 ? 0x80 : size == 3 ? 0x800 : 0x10000;
    return value >= smallest && isCharacter(value) ? value : INVALID;
  }

  /** Whether there is a way to write this code point in UTF-8. */
  static boolean isCharacter(long codePoint) {
    var surrogate = codePoint >= SURROGATES_START && codePoint <= SURROGATES_END;
    return codePoint <= Character.MAX_CODE_POINT && !surrogate;
  }

  static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }

  /** How many bytes the code point has that {@link #decode} gave, 1 for an invalid one. */
  static int size(int codePoint) {
    if (codePoint < 0x80) {
      return 1;
    }
    return codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4;
  }

  /** Offset of the first byte that is not UTF-8, or -1. */
  static int firstInvalid(byte[] bytes) {
    var at = 0;
    while (at < bytes.length) {
      if (bytes[at] >= 0) {
        at++;
        continue;
      }
      var codePoint = decode(bytes, at);
      if (codePoint == INVALID) {
        return at;
      }
      at += size(codePoint);
    }
    return -1;
  }

  /** UAX #31, and the underscore. */
  static boolean startsName(int c) {
    if (c < 0x80) {
      return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
    }
    return Character.isUnicodeIdentifierStart(c);
  }

  /** UAX #31, and the dash. */
  static boolean continuesName(int c) {
    if (c < 0x80) {
      return startsName(c) || isDigit(c) || c == '-';
    }
    return Character.isUnicodeIdentifierPart(c) && !Character.isIdentifierIgnorable(c);
  }

  /** Unicode's White_Space. */
  static boolean isSpace(int c) {
    return c == ' '
        || (c >= '\t' && c <= '\r')
        || c == 0x85
        || c == 0xA0
        || (c > 0xFF && Character.isSpaceChar(c));
  }

  /** The text as values hold it: NFC. */
  static String normalized(String text) {
    for (var i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= 0x300) {
        return Normalizer.normalize(text, Normalizer.Form.NFC);
      }
    }
    return text;
  }

  private static int size(byte first) {
    if ((first & 0xE0) == 0xC0) {
      return 2;
    }
    if ((first & 0xF0) == 0xE0) {
      return 3;
    }
    return (first & 0xF8) == 0xF0 ? 4 : 1;
  }
}
