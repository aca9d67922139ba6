package vow.language.policy;

import java.util.ArrayList;
import java.util.List;

/** Finds what {@code node.…} means. */
final class FactNames {
  private final World world;
  private final Place place;
  private final List<Cell.Need> needs;

  FactNames(World world, Place place, List<Cell.Need> needs) {
    this.world = world;
    this.place = place;
    this.needs = needs;
  }

  Binding resolve(Chain chain) {
    var path = new ArrayList<String>();
    while (true) {
      switch (world.facts().find(path)) {
        case Facts.Fact fact -> {
          return new Binding.OfFact(fact, path.size());
        }
        case Facts.Missing(var candidates) -> {
          return unknown(chain, path, candidates);
        }
        case Facts.Group _ -> {
          var name = chain.name(path.size());
          if (name.isEmpty()) {
            return new Binding.OfFacts(List.copyOf(path), path.size());
          }
          path.add(name.get());
        }
        case Facts.Keyed _ -> {
          var name = chain.name(path.size());
          if (name.isEmpty()) {
            return keyed(chain, path);
          }
          path.add(name.get());
        }
      }
    }
  }

  private Binding unknown(Chain chain, List<String> path, List<String> candidates) {
    var name = path.isEmpty() ? "" : path.getLast();
    var full = path.isEmpty() ? "node" : "node." + String.join(".", path);
    var fault =
        Reports.unknown(
            Code.UNKNOWN_FACT,
            "there is no fact \"" + full + "\"",
            chain.stepSpan(Math.max(0, path.size() - 1)),
            world.reports().nearest(name, candidates));
    world.reports().add(candidates.isEmpty() ? fault : fault.expecting(Names.oneOf(candidates)));
    return Names.failed(chain);
  }

  private Binding keyed(Chain chain, List<String> path) {
    var key = chain.dynamicKey(path.size());
    if (key.isEmpty() || chain.bindsPartOf(key.get())) {
      var full = "node." + String.join(".", path);
      world
          .reports()
          .add(
              Reports.fault(
                      Code.FACT_NEEDS_KEY,
                      "\"" + full + "\" has a fact for any key: say which",
                      chain.span(path.size()))
                  .expecting(full + "[\"KEY\"], the key not made by a for expression"));
      return Names.failed(chain);
    }
    var linked = Names.link(world, key.get(), place);
    needs.addAll(linked.needs());
    return new Binding.OfKeyedFact(List.copyOf(path), linked, path.size());
  }
}
