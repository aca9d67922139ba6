package vow.language.syntax;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One thing that is wrong with a policy, and where.
 *
 * @param code stable, kebab-case; scripts rely on it
 * @param message one sentence in lower case, without a full stop
 * @param expected what would have been right there
 * @param suggestion the word that was probably meant, as it should be written
 * @param related other places that explain this one, e.g. the first of two duplicates
 */
public record Diagnostic(
    Severity severity,
    String code,
    String message,
    Optional<String> expected,
    Optional<String> suggestion,
    Span span,
    List<Related> related) {

  /** A second place that belongs to a diagnostic. */
  public record Related(String message, Span span) {}

  public Diagnostic {
    related = List.copyOf(related);
  }

  public static Diagnostic error(String code, String message, Span span) {
    return new Diagnostic(
        Severity.ERROR, code, message, Optional.empty(), Optional.empty(), span, List.of());
  }

  public static Diagnostic warning(String code, String message, Span span) {
    return new Diagnostic(
        Severity.WARNING, code, message, Optional.empty(), Optional.empty(), span, List.of());
  }

  public Diagnostic expecting(String what) {
    return new Diagnostic(severity, code, message, Optional.of(what), suggestion, span, related);
  }

  public Diagnostic suggesting(String word) {
    return suggesting(Optional.of(word));
  }

  public Diagnostic suggesting(Optional<String> word) {
    return new Diagnostic(severity, code, message, expected, word, span, related);
  }

  public Diagnostic relatedTo(String why, Span place) {
    var places = new ArrayList<>(related);
    places.add(new Related(why, place));
    return new Diagnostic(severity, code, message, expected, suggestion, span, places);
  }

  public boolean isError() {
    return severity == Severity.ERROR;
  }
}
