package vow.engine;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import vow.model.Thing;
import vow.model.Watch;
import vow.model.kind.Paths;

/** Which promises a path concerns. A lookup costs one step a path component. */
final class Watches {
  /** Who is told first must not depend on which policy a promise came with. */
  // Not Comparator.comparing: what that makes is not in the start-up cache.
  private static final Comparator<Node> BY_ID = (a, b) -> a.id.compareTo(b.id);

  private final Map<String, List<Node>> exact = new HashMap<>();
  private final Map<String, List<Node>> entries = new HashMap<>();
  private final Map<String, List<Node>> trees = new HashMap<>();

  /** How many promises make what is at a path. */
  private final Map<String, Integer> owners = new HashMap<>();

  void add(Node node) {
    for (var watch : node.promise.kind().watches()) {
      add(exact, watch.path(), node);
      below(watch.scope()).ifPresent(index -> add(index, watch.path(), node));
    }
    owned(node).forEach(path -> owners.merge(path, 1, Integer::sum));
  }

  /** Undoes {@link #add}. */
  void remove(Node node) {
    for (var watch : node.promise.kind().watches()) {
      remove(exact, watch.path(), node);
      below(watch.scope()).ifPresent(index -> remove(index, watch.path(), node));
    }
    owned(node).forEach(path -> owners.computeIfPresent(path, (_, n) -> n == 1 ? null : n - 1));
  }

  private Optional<Map<String, List<Node>>> below(Watch.Scope scope) {
    return switch (scope) {
      case SELF -> Optional.empty();
      case ENTRIES -> Optional.of(entries);
      case TREE -> Optional.of(trees);
    };
  }

  private static List<String> owned(Node node) {
    var things = node.promise.kind().owns().stream();
    return things.filter(thing -> thing.sort() == Thing.Sort.PATH).map(Thing::name).toList();
  }

  /** Those that watch the path itself. */
  List<Node> at(String path) {
    return exact.getOrDefault(path, List.of());
  }

  /** Those that watch the names in its folder. */
  List<Node> around(String path) {
    return path.equals("/") ? List.of() : entries.getOrDefault(Paths.parent(path), List.of());
  }

  /** Those that watch a tree that it is in. */
  List<Node> above(String path) {
    if (trees.isEmpty() || path.equals("/")) {
      return List.of();
    }
    var found = new ArrayList<Node>();
    for (var at = Paths.parent(path); ; at = Paths.parent(at)) {
      found.addAll(trees.getOrDefault(at, List.of()));
      if (at.equals("/")) {
        return found;
      }
    }
  }

  /** Whether a promise makes what is at the path. */
  boolean owned(String path) {
    return owners.containsKey(path);
  }

  private static void add(Map<String, List<Node>> index, String path, Node node) {
    var nodes = index.computeIfAbsent(path, _ -> new ArrayList<>(1));
    int at = Collections.binarySearch(nodes, node, BY_ID);
    nodes.add(at < 0 ? -at - 1 : at, node);
  }

  private static void remove(Map<String, List<Node>> index, String path, Node node) {
    index.computeIfPresent(
        path,
        (_, nodes) -> {
          nodes.remove(node);
          return nodes.isEmpty() ? null : nodes;
        });
  }
}
