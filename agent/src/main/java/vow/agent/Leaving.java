package vow.agent;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import vow.agent.state.ManifestJson;
import vow.model.Manifest;
import vow.model.Promise;
import vow.model.PromiseId;

/**
 * What was kept until now and is not in the policy any more.
 *
 * @param promises those that are known, in their old order; they say themselves whether they are
 *     taken back
 * @param unknown sensitive ones, whose values are stored nowhere: they can only be left as they are
 * @param moved those that have another identity now
 */
public record Leaving(
    List<Promise> promises, List<PromiseId> unknown, Map<PromiseId, PromiseId> moved) {
  /** Nothing leaves. */
  static final Leaving NOTHING = new Leaving(List.of(), List.of(), Map.of());

  public Leaving {
    promises = List.copyOf(promises);
    unknown = List.copyOf(unknown);
    moved = Map.copyOf(moved);
  }

  /**
   * What leaves.
   *
   * @param before what was kept
   * @param moves of the policy, from old identities to new ones
   */
  static Leaving of(
      Optional<ManifestJson.Saved> before, Manifest now, Map<PromiseId, PromiseId> moves) {
    if (before.isEmpty()) {
      return NOTHING;
    }
    var gone = new ArrayList<Promise>();
    var moved = new LinkedHashMap<PromiseId, PromiseId>();
    for (var promise : before.get().manifest().promises().values()) {
      var to = moves.get(promise.id());
      if (to != null) {
        moved.put(promise.id(), to);
      } else if (now.promise(promise.id()).isEmpty()) {
        gone.add(promise);
      }
    }
    var unknown =
        before.get().withheld().stream()
            .filter(id -> now.promise(id).isEmpty() && !moves.containsKey(id))
            .toList();
    return new Leaving(gone, unknown, moved);
  }
}
