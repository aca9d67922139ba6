package vow.engine;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import vow.model.Manifest;
import vow.model.PromiseId;
import vow.model.kind.Paths;

/**
 * The nodes of the manifest in force, by identity and by path. Those that a {@link Dormant} engine
 * left at rest are made when somebody asks for them, or for all.
 */
final class Nodes {
  /** Gives a node that is made now what was known of it. */
  interface Restore {
    void restore(Node node, Manifest manifest);
  }

  private final Map<PromiseId, Node> made = new HashMap<>();
  private final Watches watches = new Watches();
  private final Period period;
  private Manifest manifest = Manifest.EMPTY;

  /** All of them, in the order of the manifest. */
  private @Nullable List<Node> ordered;

  private @Nullable Dormant dormant;
  private Restore restore = (_, _) -> {};

  Nodes(Period period) {
    this.period = period;
  }

  /** From now on the nodes are those of what was left. */
  void rest(Dormant left, Restore how) {
    dormant = left;
    restore = how;
    manifest = left.manifest();
    period.resting(manifest.promises().size() - left.state().brakes().leftOut().size());
  }

  Manifest manifest() {
    return manifest;
  }

  /** The nodes are those of another manifest now; all were made. */
  void manifest(Manifest other) {
    manifest = other;
    ordered = null;
  }

  /** The node of that identity, if the manifest has it. */
  @Nullable Node get(PromiseId id) {
    var node = made.get(id);
    return node != null || dormant == null ? node : make(id, dormant);
  }

  private @Nullable Node make(PromiseId id, Dormant from) {
    var promise = from.manifest().promises().get(id);
    if (promise == null) {
      return null;
    }
    var node = new Node(promise);
    node.unlinked = this;
    restore.restore(node, manifest);
    if (!node.leftOut) {
      period.resting(-1);
    }
    put(node);
    return node;
  }

  /** Ties a node to its neighbours, which are made for it. */
  void link(Node node) {
    if (dormant != null) {
      makeAll(dormant.needs(node.id), node.needs);
      makeAll(dormant.dependents(node.id), node.dependents);
      makeAll(dormant.listeners(node.id), node.listeners);
    }
  }

  private void makeAll(Collection<PromiseId> ids, List<Node> into) {
    for (var id : ids) {
      into.add(Objects.requireNonNull(get(id)));
    }
  }

  /** Adds a node, or puts it in the place of one that was removed. */
  void put(Node node) {
    made.put(node.id, node);
    watches.add(node);
  }

  void remove(Node node) {
    made.remove(node.id);
    watches.remove(node);
  }

  boolean has(PromiseId id) {
    return made.containsKey(id) || (dormant != null && manifest.promises().containsKey(id));
  }

  int size() {
    return dormant == null ? made.size() : manifest.promises().size();
  }

  /** Those that were made: all, but for those of which nothing is known but that they are kept. */
  Collection<Node> made() {
    return made.values();
  }

  /** Whether some were never asked for. */
  boolean someRest() {
    return dormant != null;
  }

  /** Those that were made, in the order of the manifest. */
  List<Node> madeInOrder() {
    if (dormant == null) {
      return ordered();
    }
    var from = dormant;
    var nodes = new ArrayList<>(made.values());
    nodes.sort((a, b) -> Integer.compare(from.place(a.id), from.place(b.id)));
    return nodes;
  }

  /** All nodes in the order of the manifest: makes those that rest. */
  List<Node> ordered() {
    var known = ordered;
    if (known == null) {
      known = new ArrayList<>(manifest.promises().size());
      makeAll(manifest.promises().keySet(), known);
      known.forEach(Node::needs); // links them, while what was left tells how
      dormant = null;
      ordered = known;
    }
    return known;
  }

  /** Those that watch the path itself. */
  List<Node> at(String path) {
    wake(dormant == null ? List.of() : dormant.at(path));
    return watches.at(path);
  }

  /** Those that watch the names in its folder. */
  List<Node> around(String path) {
    if (dormant != null && !path.equals("/")) {
      wake(dormant.entries(Paths.parent(path)));
    }
    return watches.around(path);
  }

  /** Those that watch a tree that it is in. */
  List<Node> above(String path) {
    for (var at = path; dormant != null && !at.equals("/"); ) {
      at = Paths.parent(at);
      wake(dormant.tree(at));
    }
    return watches.above(path);
  }

  /** Whether a promise makes what is at the path. */
  boolean owned(String path) {
    return watches.owned(path) || (dormant != null && dormant.owned(path));
  }

  private void wake(List<PromiseId> ids) {
    ids.forEach(this::get);
  }
}
