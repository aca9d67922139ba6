package vow.language.function;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * About how many instructions a regular expression is compiled to: what {@code {n}} repeats is
 * copied n times, so that nested repetitions grow without bound. Known before it is compiled.
 */
final class PatternSize {
  private static final long ENOUGH = Long.MAX_VALUE / 10_000;

  private final String pattern;
  private final Deque<Long> outer = new ArrayDeque<>();
  private long total;
  private long last;
  private int at;

  private PatternSize(String pattern) {
    this.pattern = pattern;
  }

  static long of(String pattern) {
    var size = new PatternSize(pattern);
    while (size.at < pattern.length()) {
      size.step();
    }
    return size.total;
  }

  private void step() {
    var c = pattern.charAt(at);
    switch (c) {
      case '\\' -> {
        at += 2;
        add(1);
      }
      case '[' -> {
        at = setEnd();
        add(1);
      }
      case '(' -> {
        at++;
        outer.push(total);
        total = 1;
      }
      case ')' -> {
        at++;
        last = total;
        total = Math.min(ENOUGH, total + (outer.isEmpty() ? 0 : outer.pop()));
      }
      case '{' -> repeat();
      default -> {
        at++;
        add(1);
      }
    }
  }

  private void add(long size) {
    last = size;
    total = Math.min(ENOUGH, total + size);
  }

  private int setEnd() {
    var end = at + 1;
    while (end < pattern.length() && (pattern.charAt(end) != ']' || end == at + 1)) {
      end += pattern.charAt(end) == '\\' ? 2 : 1;
    }
    return end + 1;
  }

  /** {@code {n}}, {@code {n,}} or {@code {n,m}}; anything else in braces stands for itself. */
  private void repeat() {
    at++;
    var least = number();
    var most = least;
    if (at < pattern.length() && pattern.charAt(at) == ',') {
      at++;
      most = Math.max(least, number());
    }
    if (most > 0 && at < pattern.length() && pattern.charAt(at) == '}') {
      at++;
      var copies = Math.min(ENOUGH, last * most); // Neither factor is so large that it overflows.
      total = Math.min(ENOUGH, total + Math.max(0, copies - last));
      last = copies;
    }
  }

  private long number() {
    var number = 0L;
    while (at < pattern.length() && pattern.charAt(at) >= '0' && pattern.charAt(at) <= '9') {
      number = Math.min(10_000, number * 10 + pattern.charAt(at++) - '0');
    }
    return number;
  }
}
