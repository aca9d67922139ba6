package vow.language.policy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import vow.language.value.Value;

/** Facts as one run of the compiler sees them: each value is asked for once, and remembered. */
final class UsedFacts implements Facts {
  private final Facts facts;
  private final Map<String, Value> values = new HashMap<>();

  UsedFacts(Facts facts) {
    this.facts = facts;
  }

  /** The names of the facts whose values were used. */
  Set<String> used() {
    return new TreeSet<>(values.keySet());
  }

  /** Asks again for facts that may have changed; those that have. */
  Set<String> refresh(Set<String> names) {
    var changed = new TreeSet<String>();
    for (var name : names) {
      var before = values.get(name);
      if (before != null) {
        var now = facts.value(name);
        values.put(name, now);
        if (!now.equals(before)) {
          changed.add(name);
        }
      }
    }
    return changed;
  }

  @Override
  public Entry find(List<String> path) {
    return facts.find(path);
  }

  @Override
  public Value value(String name) {
    return values.computeIfAbsent(name, facts::value);
  }
}
