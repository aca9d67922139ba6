package vow.engine;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import vow.model.Thing;
import vow.model.kind.Paths;

/** Which promises a path concerns. A lookup costs one step a path component. */
final class Watches {
  /** No promise, no path. */
  static final Watches NONE = new Watches(List.of());

  private final Map<String, List<Node>> exact = new HashMap<>();
  private final Map<String, List<Node>> entries = new HashMap<>();
  private final Map<String, List<Node>> trees = new HashMap<>();
  private final Set<String> owned = new HashSet<>();

  Watches(Collection<Node> nodes) {
    for (var node : nodes) {
      for (var watch : node.promise.kind().watches()) {
        add(exact, watch.path(), node);
        switch (watch.scope()) {
          case SELF -> {}
          case ENTRIES -> add(entries, watch.path(), node);
          case TREE -> add(trees, watch.path(), node);
        }
      }
      for (var thing : node.promise.kind().owns()) {
        if (thing.sort() == Thing.Sort.PATH) {
          owned.add(thing.name());
        }
      }
    }
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
    return owned.contains(path);
  }

  private static void add(Map<String, List<Node>> index, String path, Node node) {
    index.computeIfAbsent(path, _ -> new ArrayList<>(1)).add(node);
  }
}
