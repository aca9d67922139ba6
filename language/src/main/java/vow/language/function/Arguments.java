package vow.language.function;

import java.math.BigDecimal;
import java.util.List;
import vow.language.value.Sensitivity;
import vow.language.value.Value;

/**
 * The arguments of one call, after the evaluator has converted them to the types of the parameters.
 * The readers below see through the mark of a sensitive value.
 */
record Arguments(List<Value> values) {

  int count() {
    return values.size();
  }

  /** As it is, marks included. */
  Value value(int index) {
    return values.get(index);
  }

  /** Without its own mark; parts keep theirs. */
  Value shown(int index) {
    return Sensitivity.shown(values.get(index));
  }

  String text(int index) {
    return ((Value.Text) shown(index)).text();
  }

  boolean isTrue(int index) {
    return ((Value.Bool) shown(index)).truth();
  }

  BigDecimal number(int index) {
    return ((Value.Numeric) shown(index)).number();
  }

  /** A whole number; beyond the range of an int it is an error. */
  int whole(int index) {
    return Whole.of(number(index), index);
  }

  /** The elements of a list, set or tuple. */
  List<Value> items(int index) {
    return Sequences.items(shown(index))
        .orElseThrow(() -> new Refusal(index, "must be a list, a set or a tuple"));
  }

  /** The arguments from a number on, from 0. */
  List<Value> from(int index) {
    return values.subList(index, values.size());
  }

  boolean isSensitive(int index) {
    return values.get(index) instanceof Value.Sensitive;
  }
}
