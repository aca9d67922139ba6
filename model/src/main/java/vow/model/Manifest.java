package vow.model;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Collection;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What this node promises: a plain value made by compiling a policy. Any thread. It is no record,
 * because its hash is made when somebody first asks: a race only makes it twice.
 */
public final class Manifest {
  /** Of no bytes: known, so that whoever starts from nothing looks for no digest. */
  private static final Hash NOTHING =
      new Hash("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");

  /** The node promises nothing. */
  public static final Manifest EMPTY = restored(Map.of(), Set.of(), NOTHING);

  /** Most promises of one manifest. */
  public static final int MAX_PROMISES = 200_000;

  private final Map<PromiseId, Promise> promises;
  private final Set<Edge> edges;
  private @Nullable Hash hash;

  private Manifest(Map<PromiseId, Promise> promises, Set<Edge> edges) {
    this.promises = Collections.unmodifiableMap(promises);
    this.edges = Collections.unmodifiableSet(edges);
  }

  /** Orders the promises. The edges must be free of cycles. */
  public static Manifest of(Collection<Promise> promises, Collection<Edge> edges) {
    var byId = new LinkedHashMap<PromiseId, Promise>();
    promises.forEach(p -> byId.put(p.id(), p));
    var ordered = new LinkedHashMap<PromiseId, Promise>();
    for (var id : new Graph(byId.keySet(), edges).order()) {
      ordered.put(id, byId.get(id));
    }
    if (ordered.size() != byId.size()) {
      throw new IllegalArgumentException("the edges have a cycle");
    }
    return new Manifest(ordered, new LinkedHashSet<>(edges));
  }

  /** The same made of other objects that equal these. The hash is made now. */
  Manifest with(Map<PromiseId, Promise> equalPromises, Set<Edge> equalEdges) {
    var same = new Manifest(equalPromises, equalEdges);
    same.hash = hash();
    return same;
  }

  /**
   * One that was taken apart: ordered as it was, with the hash that it had, neither of which is
   * looked at again. Nobody changes the map and the set any more; they may be views that make their
   * members when these are asked for.
   */
  public static Manifest restored(Map<PromiseId, Promise> ordered, Set<Edge> edges, Hash hash) {
    var manifest = new Manifest(ordered, edges);
    manifest.hash = hash;
    return manifest;
  }

  /** By identity, in an order where everything comes after what it needs. */
  public Map<PromiseId, Promise> promises() {
    return promises;
  }

  /** The order among the promises; both ends are in {@link #promises}. */
  public Set<Edge> edges() {
    return edges;
  }

  /** Of the policy's meaning: equal manifests have equal hashes. */
  public Hash hash() {
    var known = hash;
    if (known == null) {
      known = hash(promises, edges);
      hash = known;
    }
    return known;
  }

  /** The promise of that identity. */
  public Optional<Promise> promise(PromiseId id) {
    return Optional.ofNullable(promises.get(id));
  }

  /** The order as a graph. */
  public Graph graph() {
    return new Graph(promises.keySet(), edges);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Manifest it && promises.equals(it.promises) && edges.equals(it.edges);
  }

  @Override
  public int hashCode() {
    return 31 * promises.hashCode() + edges.hashCode();
  }

  @Override
  public String toString() {
    return promises.keySet() + " " + edges;
  }

  private static Hash hash(Map<PromiseId, Promise> promises, Collection<Edge> edges) {
    var digest = Hash.sha256();
    promises.values().stream()
        .sorted((a, b) -> a.id().compareTo(b.id()))
        .forEach(p -> feed(digest, p.id() + p.attributes().toString()));
    edges.stream()
        .map(e -> e.from() + ">" + e.to() + e.reason())
        .sorted()
        .forEach(e -> feed(digest, e));
    return new Hash(HexFormat.of().formatHex(digest.digest()));
  }

  private static void feed(MessageDigest digest, String line) {
    digest.update(line.concat("\n").getBytes(StandardCharsets.UTF_8));
  }
}
