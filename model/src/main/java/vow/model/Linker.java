package vow.model;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vow.model.kind.Paths;

/**
 * Finds the edges that nobody has to write: a file after its folder, after its owner's account, a
 * line after its file. Also finds what two promises both claim.
 */
public final class Linker {
  /** Two promises that cannot both be kept: they own, or one edits what the other owns. */
  public record Conflict(PromiseId first, PromiseId second, Thing thing) {
    /** As a sentence. */
    @Override
    public String toString() {
      var claim = thing.sort() == Thing.Sort.ADDRESS ? " both listen at " : " both make ";
      return second + " and " + first + claim + thing.name();
    }
  }

  private final Map<Thing, PromiseId> owners = new HashMap<>();
  private final List<Conflict> conflicts = new ArrayList<>();
  private final Set<Edge> edges = new LinkedHashSet<>();

  /** What was asked for last: neighbours lie in one folder. */
  private String lastPath = "";

  private @Nullable PromiseId nearestOfLast;

  private Linker() {}

  /** Links promises by the things that they own, edit and need. */
  public static Linker link(Collection<Promise> promises) {
    var linker = new Linker();
    promises.forEach(linker::own);
    promises.forEach(linker::check);
    promises.forEach(linker::need);
    return linker;
  }

  /** The edges found. */
  public Set<Edge> edges() {
    return Set.copyOf(edges);
  }

  /** The claims that contradict each other. */
  public List<Conflict> conflicts() {
    return List.copyOf(conflicts);
  }

  private void own(Promise promise) {
    for (var thing : promise.kind().owns()) {
      var first = owners.putIfAbsent(thing, promise.id());
      if (first != null && !first.equals(promise.id())) {
        conflicts.add(new Conflict(first, promise.id(), thing));
      }
    }
  }

  private void check(Promise promise) {
    for (var thing : promise.kind().edits()) {
      var owner = owners.get(thing);
      if (owner != null && !owner.equals(promise.id())) {
        conflicts.add(new Conflict(owner, promise.id(), thing));
      }
    }
  }

  private void need(Promise promise) {
    for (var thing : promise.kind().needs()) {
      var owner = thing.sort() == Thing.Sort.PATH ? nearest(thing.name()) : owners.get(thing);
      if (owner != null && !owner.equals(promise.id())) {
        edges.add(new Edge(promise.id(), owner, Edge.Reason.NEED));
      }
    }
  }

  private @Nullable PromiseId nearest(String path) {
    if (path.equals(lastPath)) {
      return nearestOfLast;
    }
    var at = path;
    var owner = owners.get(Thing.path(at));
    while (owner == null && !at.equals("/")) {
      at = Paths.parent(at);
      owner = owners.get(Thing.path(at));
    }
    lastPath = path;
    nearestOfLast = owner;
    return owner;
  }
}
