package vow.language.value;

import java.util.Comparator;

/**
 * The order of strings in sets, objects and maps: by code point, which is also the order of their
 * UTF-8 bytes. {@link String#compareTo} differs where surrogates meet the last code points of the
 * basic plane.
 */
public final class TextOrder {
  public static final Comparator<String> COMPARATOR = TextOrder::compare;

  private TextOrder() {}

  private static int compare(String left, String right) {
    var length = Math.min(left.length(), right.length());
    for (var i = 0; i < length; i++) {
      var a = left.charAt(i);
      var b = right.charAt(i);
      if (a != b) {
        var bothOrNone = Character.isSurrogate(a) == Character.isSurrogate(b);
        return bothOrNone ? Character.compare(a, b) : (Character.isSurrogate(a) ? 1 : -1);
      }
    }
    return Integer.compare(left.length(), right.length());
  }
}
