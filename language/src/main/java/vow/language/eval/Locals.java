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

  @Nullable Value find(String name) {
    for (var at = this; at != null; at = at.outer) {
      if (name.equals(at.valueName)) {
        return at.value;
      }
      if (name.equals(at.keyName)) {
        return at.key;
      }
    }
    return null;
  }
}
