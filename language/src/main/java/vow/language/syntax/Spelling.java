package vow.language.syntax;

import java.util.Collection;
import java.util.Optional;

/** Finds the word that was probably meant. */
public final class Spelling {
  /** Longer words are not compared: the cost grows with the square. */
  private static final int MAX_CHARS = 64;

  private Spelling() {}

  /** The nearest of the candidates, if one is near: at most a third of the word changed. */
  public static Optional<String> nearest(String word, Collection<String> candidates) {
    if (word.length() > MAX_CHARS) {
      return Optional.empty();
    }
    var best = Optional.<String>empty();
    var limit = Math.max(1, word.length() / 3) + 1;
    for (var candidate : candidates) {
      var distance = candidate.length() > MAX_CHARS ? limit : distance(word, candidate);
      if (distance < limit) {
        limit = distance;
        best = Optional.of(candidate);
      }
    }
    return best;
  }

  /** Letters added, removed, replaced, or two neighbours swapped. */
  static int distance(String a, String b) {
    var beforePrevious = new int[b.length() + 1];
    var previous = new int[b.length() + 1];
    for (var j = 0; j <= b.length(); j++) {
      previous[j] = j;
    }
    for (var i = 1; i <= a.length(); i++) {
      var current = new int[b.length() + 1];
      current[0] = i;
      for (var j = 1; j <= b.length(); j++) {
        var replaced = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        current[j] = Math.min(replaced, Math.min(previous[j], current[j - 1]) + 1);
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          current[j] = Math.min(current[j], beforePrevious[j - 2] + 1);
        }
      }
      beforePrevious = previous;
      previous = current;
    }
    return previous[b.length()];
  }
}
