package vow.language.eval;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import vow.language.syntax.Diagnostic;
import vow.language.syntax.Spelling;
import vow.language.value.Value;

/**
 * What names mean to an expression. References come with their steps, so that a scope can answer
 * for {@code node.os.name} without making all of {@code node}, and can note exactly what was read:
 * the evaluator asks for every reference it follows, also in branches that are not taken.
 */
public interface Scope {
  Resolution resolve(Reference reference);

  Optional<Function> function(String name);

  /** Names of all functions, to suggest one. */
  Collection<String> functionNames();

  /** What became of a reference. */
  sealed interface Resolution {}

  /**
   * A value.
   *
   * @param steps how many of the reference's steps lead to the value; the evaluator goes on from
   *     there
   */
  record Found(Value value, int steps) implements Resolution {}

  /** There is nothing of that name, or it may not be used here. */
  record Missing(Diagnostic error) implements Resolution {}

  /** A scope of fixed values. */
  static Scope of(Map<String, Value> values, Map<String, Function> functions) {
    return new Fixed(Map.copyOf(values), Map.copyOf(functions));
  }

  /** See {@link #of}. */
  record Fixed(Map<String, Value> values, Map<String, Function> functions) implements Scope {
    @Override
    public Resolution resolve(Reference reference) {
      var value = values.get(reference.root());
      return value == null ? unknown(reference, values.keySet()) : new Found(value, 0);
    }

    @Override
    public Optional<Function> function(String name) {
      return Optional.ofNullable(functions.get(name));
    }

    @Override
    public Collection<String> functionNames() {
      return functions.keySet();
    }
  }

  /** The error for a root that is none of the known ones. */
  static Missing unknown(Reference reference, Collection<String> known) {
    return new Missing(
        Diagnostic.error(
                "unknown-reference",
                "nothing is called \"" + reference.root() + "\" here",
                reference.rootSpan())
            .suggesting(Spelling.nearest(reference.root(), known)));
  }
}
