package vow.language.value;

import java.text.Normalizer;

/** Strings of the language are in Unicode normal form C. */
final class Texts {
  /** Below this code point every string is its own normal form. */
  private static final char FIRST_COMBINING = '\u0300';

  private Texts() {}

  static String normalized(String text) {
    for (var i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= FIRST_COMBINING) {
        return Normalizer.normalize(text, Normalizer.Form.NFC);
      }
    }
    return text;
  }
}
