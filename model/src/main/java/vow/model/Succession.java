package vow.model;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * How one manifest follows another. Whoever has a new manifest makes it, on any thread, so that who
 * takes it into force goes over what differs and not over everything.
 *
 * @param after the promises that are the same in every letter are the very objects of {@code
 *     before}, so that the new ones need not be kept
 * @param fresh new or changed, in the order of {@code after}
 * @param moved the same, but written elsewhere
 * @param gone of {@code before}, in its order: removed or changed
 * @param relinked false when nothing was removed and all edges are as before, none of them to or
 *     from a promise that is fresh
 */
public record Succession(
    Manifest before,
    Manifest after,
    List<Promise> fresh,
    List<Promise> moved,
    List<Promise> gone,
    boolean relinked) {
  public Succession {
    fresh = List.copyOf(fresh);
    moved = List.copyOf(moved);
    gone = List.copyOf(gone);
  }

  /** Compares them. */
  public static Succession of(Manifest before, Manifest after) {
    if (before.promises().isEmpty()) {
      var all = List.copyOf(after.promises().values());
      return new Succession(before, after, all, List.of(), List.of(), true);
    }
    var fresh = new ArrayList<Promise>();
    var moved = new ArrayList<Promise>();
    var promises = LinkedHashMap.<PromiseId, Promise>newLinkedHashMap(after.promises().size());
    for (var promise : after.promises().values()) {
      var old = before.promises().get(promise.id());
      if (old == null || !old.sameAs(promise)) {
        fresh.add(promise);
      } else if (old.origin().equals(promise.origin())) {
        promises.put(old.id(), old);
        continue;
      } else {
        moved.add(promise);
      }
      promises.put(promise.id(), promise);
    }
    var gone = gone(before, promises, fresh);
    boolean sameEdges = after.edges().equals(before.edges());
    var shared = after.with(promises, sameEdges ? before.edges() : after.edges());
    boolean removed = gone.stream().anyMatch(old -> !promises.containsKey(old.id()));
    boolean relinked = removed || !sameEdges || isLinked(before.edges(), fresh);
    return new Succession(before, shared, fresh, moved, gone, relinked);
  }

  private static List<Promise> gone(
      Manifest before, LinkedHashMap<PromiseId, Promise> after, List<Promise> fresh) {
    var changed = new HashSet<PromiseId>();
    fresh.forEach(promise -> changed.add(promise.id()));
    return before.promises().values().stream()
        .filter(old -> !after.containsKey(old.id()) || changed.contains(old.id()))
        .toList();
  }

  private static boolean isLinked(Set<Edge> edges, List<Promise> promises) {
    var ids = new HashSet<PromiseId>();
    promises.forEach(promise -> ids.add(promise.id()));
    return !ids.isEmpty()
        && edges.stream().anyMatch(e -> ids.contains(e.from()) || ids.contains(e.to()));
  }

  /** Whether it leads on from this very manifest. */
  @SuppressWarnings("ReferenceEquality") // to compare all promises is what it is there to avoid
  public boolean follows(Manifest manifest) {
    return before == manifest;
  }

  /** What is to be watched from now on, and perhaps was before. */
  public Set<Watch> watched() {
    return watches(fresh);
  }

  /** What was watched, and is not to be any more. */
  public Set<Watch> unwatched() {
    var watches = watches(gone);
    watches.removeAll(watched());
    if (!watches.isEmpty()) {
      after.promises().values().forEach(promise -> watches.removeAll(promise.kind().watches()));
    }
    return watches;
  }

  private static Set<Watch> watches(Collection<Promise> promises) {
    var watches = new LinkedHashSet<Watch>();
    promises.forEach(promise -> watches.addAll(promise.kind().watches()));
    return watches;
  }
}
