package vow.language.policy;

import java.util.Optional;

/**
 * Where an expression stands, which decides what names mean in it.
 *
 * @param self the promise that it is an attribute of
 * @param each whether its block has {@code for_each}
 * @param constant nothing may be referred to
 */
record Place(Unit unit, Optional<Declared> self, boolean each, boolean constant) {
  /** In a block that is not repeated. */
  static Place in(Unit unit) {
    return new Place(unit, Optional.empty(), false, false);
  }

  /** In a block that has {@code for_each}, or not. */
  static Place in(Unit unit, boolean each) {
    return new Place(unit, Optional.empty(), each, false);
  }

  /** In the attributes of a promise. */
  static Place of(Declared promise) {
    return new Place(promise.unit(), Optional.of(promise), promise.hasInstances(), false);
  }

  /** Where nothing has a name: the default of a variable. */
  static Place constant(Unit unit) {
    return new Place(unit, Optional.empty(), false, true);
  }
}
