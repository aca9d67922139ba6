package vow.language.syntax;

import java.util.ArrayList;
import java.util.List;

/**
 * Collects what is wrong, so that users see all of it at once. Bounded: beyond {@link #MAX_KEPT} it
 * only counts. Owned by one thread.
 */
public final class Diagnostics {
  /** Nobody reads more than this; a binary file given as policy would make millions. */
  public static final int MAX_KEPT = 200;

  private final List<Diagnostic> kept = new ArrayList<>();
  private int omitted;
  private int errors;

  /** Without any, yet. */
  public Diagnostics() {}

  public void add(Diagnostic diagnostic) {
    if (diagnostic.isError()) {
      errors++;
    }
    if (kept.size() < MAX_KEPT) {
      kept.add(diagnostic);
    } else {
      omitted++;
    }
  }

  public void error(String code, String message, Span span) {
    add(Diagnostic.error(code, message, span));
  }

  /** Adds what others collected. */
  public void addAll(Diagnostics others) {
    others.kept.forEach(this::add);
    omitted += others.omitted;
  }

  public boolean hasErrors() {
    return errors > 0;
  }

  /** All errors, also those not kept. */
  public int errors() {
    return errors;
  }

  /** How many were dropped because there were too many. */
  public int omitted() {
    return omitted;
  }

  public boolean isEmpty() {
    return kept.isEmpty();
  }

  /** By source name, then by place. */
  public List<Diagnostic> sorted() {
    return kept.stream().sorted(Diagnostics::byPlace).toList();
  }

  private static int byPlace(Diagnostic a, Diagnostic b) {
    int bySource = a.span().source().name().compareTo(b.span().source().name());
    return bySource != 0 ? bySource : Integer.compare(a.span().start(), b.span().start());
  }

  @Override
  public String toString() {
    return DiagnosticText.of(this);
  }
}
