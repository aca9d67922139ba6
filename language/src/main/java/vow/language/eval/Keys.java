package vow.language.eval;

import vow.language.value.Numbers;
import vow.language.value.Value;

/** Keys in messages: quoted when they are strings, never shown when they are sensitive. */
final class Keys {
  private static final int MAX_SHOWN_CHARS = 80;

  private Keys() {}

  static String text(Value key) {
    return switch (key) {
      case Value.Text text -> text.text();
      case Value.Numeric number -> Numbers.text(number.number());
      case Value.Bool bool -> Boolean.toString(bool.truth());
      case Value _ -> "";
    };
  }

  /** With a space before it, to stand after the noun: {@code "a"}; empty for a sensitive key. */
  static String shown(Value key) {
    return switch (key) {
      case Value.Text text -> " " + quoted(text.text());
      case Value.Numeric _, Value.Bool _ -> " " + text(key);
      case Value _ -> "";
    };
  }

  static String quoted(String text) {
    var cut = text.length() > MAX_SHOWN_CHARS ? text.substring(0, MAX_SHOWN_CHARS) + "..." : text;
    return "\"" + cut + "\"";
  }
}
