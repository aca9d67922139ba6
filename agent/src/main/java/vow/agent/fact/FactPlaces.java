package vow.agent.fact;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import vow.model.Watch;

/**
 * The files that tell of facts in use.
 *
 * @param watches to be armed on this machine
 * @param facts the names of the facts that each path tells of
 */
public record FactPlaces(Set<Watch> watches, Map<Path, Set<String>> facts) {
  /** None. */
  public static final FactPlaces NONE = new FactPlaces(Set.of(), Map.of());

  public FactPlaces {
    watches = Set.copyOf(watches);
    facts = Map.copyOf(facts);
  }

  /** Those of a machine. */
  public static FactPlaces of(Set<String> used, MachineFacts machine) {
    var watches = new LinkedHashSet<Watch>();
    var facts = new LinkedHashMap<Path, Set<String>>();
    for (var name : used) {
      for (var watch : machine.watches(name)) {
        watches.add(watch);
        facts.computeIfAbsent(Path.of(watch.path()), _ -> new TreeSet<>()).add(name);
      }
    }
    return new FactPlaces(watches, facts);
  }

  /** The facts that may have changed when something happened there. */
  public Set<String> at(Path path) {
    var names = new TreeSet<String>();
    facts.forEach((place, told) -> {
      if (path.startsWith(place)) {
        names.addAll(told);
      }
    });
    return names;
  }
}
