package vow.agent.keeper;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Looks for a regular expression in lines, with a bound on the work: an expression that backtracks
 * without end gives up instead, which {@link #exhausted} tells. One thread.
 */
final class Finder {
  /** How many characters may be looked at, again and again, in one line. */
  static final int LOOKS_MAX = 1_000_000;

  private final Pattern pattern;
  private boolean exhausted;

  Finder(String expression) {
    pattern = Pattern.compile(expression);
  }

  boolean exhausted() {
    return exhausted;
  }

  boolean isIn(String line) {
    var text = line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
    try {
      return !exhausted && pattern.matcher(new Counted(text, new int[1])).find();
    } catch (Exhausted | StackOverflowError _) { // groups in a loop recurse once a character
      exhausted = true;
      return false;
    }
  }

  /** The index of the first line that has it; -1 when none has. */
  int first(List<String> lines) {
    for (int i = 0; i < lines.size(); i++) {
      if (isIn(lines.get(i))) {
        return i;
      }
    }
    return -1;
  }

  /** The index of the last line that has it; -1 when none has. */
  int last(List<String> lines) {
    for (int i = lines.size() - 1; i >= 0; i--) {
      if (isIn(lines.get(i))) {
        return i;
      }
    }
    return -1;
  }

  private static final class Exhausted extends RuntimeException {
    private static final long serialVersionUID = 1;

    Exhausted() {
      super("too many looks", null, false, false);
    }
  }

  /** Text that can be looked at only so often; parts of it share the count. */
  private static final class Counted implements CharSequence {
    private final CharSequence text;
    private final int[] looks;

    Counted(CharSequence text, int[] looks) {
      this.text = text;
      this.looks = looks;
    }

    @Override
    public char charAt(int index) {
      if (++looks[0] > LOOKS_MAX) {
        throw new Exhausted();
      }
      return text.charAt(index);
    }

    @Override
    public int length() {
      return text.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return new Counted(text.subSequence(start, end), looks);
    }

    @Override
    public String toString() {
      return text.toString();
    }
  }
}
