package vow.language.policy;

import vow.language.value.Value;
import vow.language.value.Values;

/**
 * What differs between the instances of one block while its expressions are evaluated.
 *
 * @param index the instance's number
 * @param key {@code each.key}
 * @param value {@code each.value}
 * @param real false where the instance may not exist or will not: then facts are unknown and absent
 *     promises may be referred to, so that types are checked and nothing else is
 */
record Frame(int index, Value key, Value value, boolean real) {
  /** Of a block without instances. */
  static final Frame ONLY = new Frame(0, Values.UNKNOWN, Values.UNKNOWN, true);
}
