package vow.language.policy;

import java.util.List;
import java.util.Optional;
import vow.language.syntax.Span;
import vow.language.value.Value;

/** What a reference in an expression was found to mean, before anything is evaluated. */
sealed interface Binding {
  /** How many steps of the reference lead to the value. */
  int steps();

  /** A value that is always the same; unknown for what was reported. */
  record Fixed(Value value, int steps) implements Binding {}

  /** A variable, local or output. */
  record OfCell(Cell cell, int steps) implements Binding {}

  /** {@code each.key}. */
  record EachKey(int steps) implements Binding {}

  /** {@code each.value}. */
  record EachValue(int steps) implements Binding {}

  /** An attribute of the block that it stands in. */
  record OfSelf(Slot slot, int steps) implements Binding {}

  /**
   * Something of a promise, or the whole of it.
   *
   * @param slot the attribute, or the whole
   * @param instance the key of the instance, when it is written out
   * @param dynamicInstance the key of the instance, when it must be evaluated: only to know which
   *     promise is meant, the evaluator takes the step itself
   * @param span what to point at
   */
  record OfPromise(
      Slot slot, Optional<String> instance, Optional<Linked> dynamicInstance, int steps, Span span)
      implements Binding {}

  /** One fact, by its name in the catalogue. */
  record OfFact(Facts.Fact fact, int steps) implements Binding {}

  /** All facts of a group. */
  record OfFacts(List<String> path, int steps) implements Binding {}

  /**
   * A fact whose key must be evaluated. The value is an object with just this key: the evaluator
   * takes the step into it.
   */
  record OfKeyedFact(List<String> path, Linked key, int steps) implements Binding {}
}
