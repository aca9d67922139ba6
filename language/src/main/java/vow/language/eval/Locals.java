package vow.language.eval;

import org.jspecify.annotations.Nullable;
import vow.language.value.Value;
import vow.language.value.Values;

/**
 * The names that one loop defines, and those of the loops around it. One object serves all turns of
 * a loop: expressions cannot hold on to it.
 */
final class Locals {
  private final @Nullable String keyName;
  private final String valueName;
  private final @Nullable Locals outer;
  private Value key = Values.UNKNOWN;
  private Value value = Values.UNKNOWN;
  private boolean spoiled;

  Locals(@Nullable String keyName, String valueName, @Nullable Locals outer) {
    this.keyName = keyName;
    this.valueName = valueName;
    this.outer = outer;
  }

  void set(Value key, Value value) {
    this.key = key;
    this.value = value;
  }

  boolean hasKey() {
    return keyName != null;
  }

  @Nullable Locals outer() {
    return outer;
  }

  /** What is unknown here is so because of an error, not because it will be known later. */
  void spoil() {
    spoiled = true;
  }

  boolean isSpoiled() {
    return spoiled;
  }

  /** The names of the innermost loop that defines this one. */
  @Nullable Locals defining(String name) {
    for (var at = this; at != null; at = at.outer) {
      if (name.equals(at.valueName) || name.equals(at.keyName)) {
        return at;
      }
    }
    return null;
  }

  Value get(String name) {
    return name.equals(valueName) ? value : key;
  }
}
