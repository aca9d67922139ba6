package vow.language.policy;

import java.util.LinkedHashSet;
import java.util.Set;

/**
 * What went into a value: facts by name, and promises that it refers to. Both also through locals,
 * variables and outputs.
 */
record Trace(Set<String> facts, Set<Target> targets) {
  static final Trace NONE = new Trace(Set.of(), Set.of());

  static Trace of(String fact) {
    return new Trace(Set.of(fact), Set.of());
  }

  static Trace of(Target target) {
    return new Trace(Set.of(), Set.of(target));
  }

  boolean isEmpty() {
    return facts.isEmpty() && targets.isEmpty();
  }

  /** Whether one of these facts went into the value. */
  boolean uses(Set<String> changed) {
    return !facts.isEmpty() && facts.stream().anyMatch(changed::contains);
  }

  Trace onlyFacts() {
    return targets.isEmpty() ? this : new Trace(facts, Set.of());
  }

  Trace and(Trace other) {
    if (other.isEmpty() || other.equals(this)) {
      return this;
    }
    return isEmpty() ? other : new Trace(union(facts, other.facts), union(targets, other.targets));
  }

  private static <T> Set<T> union(Set<T> a, Set<T> b) {
    if (a.isEmpty() || b.containsAll(a)) {
      return b;
    }
    if (a.containsAll(b)) {
      return a;
    }
    var all = new LinkedHashSet<>(a);
    all.addAll(b);
    return all;
  }
}
