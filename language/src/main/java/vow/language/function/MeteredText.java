package vow.language.function;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;

/**
 * A text that refuses to be read for ever. One search takes time in proportion to the text, but
 * many searches one after the other can each read all of the rest.
 */
final class MeteredText implements CharSequence {
  /** Characters read by instructions of the pattern, each of which may look at every character. */
  private static final long MAX_STEPS = 500_000_000;

  private final String text;
  private final int argument;
  private long readsLeft;

  private MeteredText(String text, int argument, long readsLeft) {
    this.text = text;
    this.argument = argument;
    this.readsLeft = readsLeft;
  }

  /**
   * A matcher that works for so long and no longer.
   *
   * @param argument the number of the argument that holds the pattern
   */
  static Matcher matcher(Pattern pattern, String text, int argument) {
    return pattern.matcher(new MeteredText(text, argument, MAX_STEPS / pattern.programSize()));
  }

  @Override
  public char charAt(int index) {
    if (--readsLeft < 0) {
      throw new Refusal(argument, "takes too long to find in so long a text");
    }
    return text.charAt(index);
  }

  @Override
  public int length() {
    return text.length();
  }

  @Override
  public CharSequence subSequence(int start, int end) {
    return text.substring(start, end);
  }

  @Override
  public String toString() {
    return text;
  }
}
