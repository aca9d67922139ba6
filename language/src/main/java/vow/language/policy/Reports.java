package vow.language.policy;

import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import vow.language.syntax.Diagnostic;
import vow.language.syntax.Diagnostics;
import vow.language.syntax.Span;
import vow.language.syntax.Spelling;

/**
 * Where everything that is wrong with a policy is told, each thing once: the instances of one block
 * mostly have the same faults at the same places. Owned by one thread.
 */
final class Reports {
  private record Key(String code, String message, Span span) {}

  private final Diagnostics diagnostics;
  private final Set<Key> seen = new HashSet<>();

  Reports(Diagnostics diagnostics) {
    this.diagnostics = diagnostics;
  }

  /** One more error. */
  void error(Code code, String message, Span span) {
    add(fault(code, message, span));
  }

  /** An error, to be completed and added. */
  static Diagnostic fault(Code code, String message, Span span) {
    return Diagnostic.error(code.word(), message, span);
  }

  /** A word that is not known, with the one that was probably meant. */
  static Diagnostic unknown(Code code, String message, Span span, Optional<String> meant) {
    return fault(code, message, span).suggesting(meant);
  }

  void add(Diagnostic diagnostic) {
    var key = new Key(diagnostic.code(), diagnostic.message(), diagnostic.span());
    if (seen.add(key)) {
      diagnostics.add(diagnostic);
    }
  }

  void addAll(Diagnostics others) {
    others.sorted().forEach(this::add);
  }

  /** The word that was probably meant; none once so much is wrong that nobody reads it. */
  Optional<String> nearest(String word, Collection<String> candidates) {
    return diagnostics.errors() >= Diagnostics.MAX_KEPT
        ? Optional.empty()
        : Spelling.nearest(word, candidates);
  }

  boolean hasErrors() {
    return diagnostics.hasErrors();
  }

  Diagnostics diagnostics() {
    return diagnostics;
  }

  /** What was found so far, untouched by what is found later. */
  Diagnostics snapshot() {
    if (!diagnostics.isEmpty()) {
      return diagnostics;
    }
    return new Diagnostics();
  }
}
