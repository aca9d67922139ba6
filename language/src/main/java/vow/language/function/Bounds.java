package vow.language.function;

import vow.language.value.Limits;
import vow.language.value.Value;

/** Refuses results that would be too large, before they are made. */
final class Bounds {
  private Bounds() {}

  /** Of a text in characters. */
  static void checkText(long chars) {
    if (chars > Limits.MAX_TEXT_CHARS) {
      throw new Refusal("the result would have more than " + Limits.MAX_TEXT_CHARS + " characters");
    }
  }

  /** Of a collection in elements. */
  static void checkElements(long elements) {
    if (elements > Limits.MAX_ELEMENTS) {
      throw new Refusal("the result would have more than " + Limits.MAX_ELEMENTS + " elements");
    }
  }

  /**
   * Of a value that is to be walked through: its parts may be shared, so walking can take far
   * longer than making it did.
   */
  static void checkWeight(Value value) {
    if (value.weightBytes() > Limits.MAX_WEIGHT_BYTES) {
      throw new Refusal(
          "what is written out would take more than "
              + Limits.MAX_WEIGHT_BYTES / (1024 * 1024)
              + " MiB");
    }
  }
}
