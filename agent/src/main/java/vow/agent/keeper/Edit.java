package vow.agent.keeper;

import java.util.ArrayList;
import java.util.List;
import vow.model.kind.Place;

/** What becomes of the lines of a file. */
sealed interface Edit {
  /** They shall be these, which may be the same. */
  record Lines(List<String> lines) implements Edit {}

  /** They cannot be edited: lower case, why. */
  record Impossible(String why) implements Edit {}

  /** A change to a text, without looking at anything else. */
  @FunctionalInterface
  interface Rule {
    Edit apply(Text text);
  }

  /** Puts new lines where a promise wants them. */
  static Edit insert(Text text, Place place, List<String> added) {
    var lines = new ArrayList<>(text.lines());
    int at = lines.size();
    if (place.afterLine().isPresent()) {
      var anchor = new Finder(place.afterLine().get());
      int found = anchor.last(lines);
      if (anchor.exhausted()) {
        return tooSlow("after_line");
      }
      at = found < 0 ? at : found + 1;
    } else if (place.beforeLine().isPresent()) {
      var anchor = new Finder(place.beforeLine().get());
      int found = anchor.first(lines);
      if (anchor.exhausted()) {
        return tooSlow("before_line");
      }
      at = found < 0 ? at : found;
    }
    lines.addAll(at, added);
    return new Lines(lines);
  }

  static Edit tooSlow(String attribute) {
    return new Impossible("the expression of " + attribute + " takes too long on it");
  }
}
