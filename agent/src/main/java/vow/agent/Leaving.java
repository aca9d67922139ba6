package vow.agent;

import java.util.List;
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
 */
public record Leaving(List<Promise> promises, List<PromiseId> unknown) {
  public Leaving {
    promises = List.copyOf(promises);
    unknown = List.copyOf(unknown);
  }

  static Leaving of(Optional<ManifestJson.Saved> before, Manifest now) {
    return before
        .map(saved ->
            new Leaving(
                saved.manifest().promises().values().stream()
                    .filter(p -> now.promise(p.id()).isEmpty())
                    .toList(),
                saved.withheld().stream().filter(id -> now.promise(id).isEmpty()).toList()))
        .orElseGet(() -> new Leaving(List.of(), List.of()));
  }
}
