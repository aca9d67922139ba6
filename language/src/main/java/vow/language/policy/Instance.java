package vow.language.policy;

import java.util.Optional;
import vow.language.value.BasicType;
import vow.language.value.Value;
import vow.language.value.Values;

/**
 * One of the promises, or modules, that a block makes.
 *
 * @param key its key, for a block with {@code for_each}
 * @param presence whether it is in the manifest
 */
record Instance(
    int index, Optional<String> key, Value eachKey, Value eachValue, Presence presence) {
  /** Whether it is made. */
  enum Presence {
    PRESENT,
    /** It depends on facts that are not known while checking. */
    OPEN,
    /** {@code when} is false. */
    ABSENT;

    Presence and(Presence other) {
      return compareTo(other) >= 0 ? this : other;
    }
  }

  static Instance only(Presence presence) {
    return new Instance(0, Optional.empty(), Values.UNKNOWN, Values.UNKNOWN, presence);
  }

  /** Stands in where for_each makes none, so that the block is checked nevertheless. */
  static Instance none() {
    return new Instance(
        0, Optional.of(""), new Value.Unknown(BasicType.STRING), Values.UNKNOWN, Presence.ABSENT);
  }

  Instance and(Presence other) {
    return new Instance(index, key, eachKey, eachValue, presence.and(other));
  }

  boolean isAbsent() {
    return presence == Presence.ABSENT;
  }

  Frame frame() {
    return new Frame(index, eachKey, eachValue, presence == Presence.PRESENT);
  }
}
