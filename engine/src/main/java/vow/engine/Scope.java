package vow.engine;

import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import vow.model.Manifest;
import vow.model.PromiseId;

/**
 * Which promises of a manifest take part: those that are named, with all that they need, or all
 * when none is; and never those that are to be skipped. What is left out is not assessed, stands as
 * it stood, and does not hold up who needs it.
 *
 * @param limit named ones
 * @param skip those to be skipped
 */
public record Scope(List<PromiseId> limit, List<PromiseId> skip) {
  /** All of them. */
  public static final Scope ALL = new Scope(List.of(), List.of());

  public Scope {
    limit = List.copyOf(limit);
    skip = List.copyOf(skip);
  }

  /** Whether that is all of them, whatever they are. */
  public boolean isAll() {
    return limit.isEmpty() && skip.isEmpty();
  }

  /** Those that take no part. */
  Set<PromiseId> leftOut(Manifest manifest) {
    if (isAll()) {
      return Set.of();
    }
    var out = new LinkedHashSet<PromiseId>();
    if (!limit.isEmpty()) {
      out.addAll(manifest.promises().keySet());
      out.removeAll(withNeeds(manifest));
    }
    skip.stream().filter(manifest.promises()::containsKey).forEach(out::add);
    return out;
  }

  private Set<PromiseId> withNeeds(Manifest manifest) {
    var graph = manifest.graph();
    var within = new HashSet<>(limit);
    var next = new ArrayDeque<>(limit);
    while (!next.isEmpty()) {
      var id = next.remove();
      if (manifest.promises().containsKey(id)) {
        graph.needs(id).stream().map(edge -> edge.to()).filter(within::add).forEach(next::add);
      }
    }
    return within;
  }
}
