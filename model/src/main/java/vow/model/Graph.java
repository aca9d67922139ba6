package vow.model;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The order among promises: for each, what it comes after and what comes after it. Linear in
 * promises and edges.
 */
public final class Graph {
  private final Map<PromiseId, List<Edge>> needs = new HashMap<>();
  private final Map<PromiseId, List<Edge>> dependents = new HashMap<>();
  private final Set<PromiseId> nodes;

  /** A graph of these nodes; edges to unknown nodes are an error of the caller. */
  public Graph(Collection<PromiseId> nodes, Collection<Edge> edges) {
    this.nodes = Collections.unmodifiableSet(new LinkedHashSet<>(nodes));
    edges.forEach(edge -> {
      add(needs, edge.from(), edge);
      add(dependents, edge.to(), edge);
    });
  }

  private void add(Map<PromiseId, List<Edge>> index, PromiseId id, Edge edge) {
    if (!nodes.contains(id)) {
      throw new IllegalArgumentException("an edge names an unknown promise: " + id);
    }
    index.computeIfAbsent(id, _ -> new ArrayList<>(2)).add(edge);
  }

  /** The edges to what a promise comes after. */
  public List<Edge> needs(PromiseId id) {
    return Collections.unmodifiableList(needs.getOrDefault(id, List.of()));
  }

  /** The edges from what comes after a promise. */
  public List<Edge> dependents(PromiseId id) {
    return Collections.unmodifiableList(dependents.getOrDefault(id, List.of()));
  }

  /**
   * The nodes with everything after what it needs, ties in the given order. Nodes on a cycle, and
   * what comes after them, are left out.
   */
  public List<PromiseId> order() {
    var waiting = new HashMap<PromiseId, Integer>();
    needs.forEach((id, edges) -> waiting.put(id, edges.size()));
    var ready = new ArrayDeque<PromiseId>(nodes.size());
    nodes.stream().filter(id -> !needs.containsKey(id)).forEach(ready::add);
    var order = new ArrayList<PromiseId>(nodes.size());
    while (!ready.isEmpty()) {
      var id = ready.remove();
      order.add(id);
      for (var edge : dependents(id)) {
        if (waiting.merge(edge.from(), -1, Integer::sum) == 0) {
          ready.add(edge.from());
        }
      }
    }
    return order;
  }

  /**
   * The edges of one cycle, each from a promise to what it comes after; empty when there is none.
   */
  public List<Edge> cycle() {
    var order = order();
    if (order.size() == nodes.size()) {
      return List.of();
    }
    var ordered = new HashSet<>(order);
    var start = nodes.stream().filter(id -> !ordered.contains(id)).findFirst();
    var seenAt = new HashMap<PromiseId, Integer>();
    var path = new ArrayList<Edge>();
    var at = start.orElseThrow();
    while (!seenAt.containsKey(at)) {
      seenAt.put(at, path.size());
      var next = needs(at).stream().filter(e -> !ordered.contains(e.to())).findFirst();
      path.add(next.orElseThrow());
      at = next.get().to();
    }
    return List.copyOf(path.subList(seenAt.get(at), path.size()));
  }
}
