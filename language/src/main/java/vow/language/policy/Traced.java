package vow.language.policy;

import vow.language.value.Value;

/** A value and what went into it. */
record Traced(Value value, Trace trace) {
  static Traced of(Value value) {
    return new Traced(value, Trace.NONE);
  }
}
