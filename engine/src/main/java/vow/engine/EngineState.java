package vow.engine;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import vow.model.Hash;
import vow.model.Manifest;
import vow.model.PromiseId;

/**
 * All that an engine knows beside its manifest, as a plain value: saved when the brain goes to
 * sleep, is stopped or is replaced.
 *
 * @param manifest the hash of the one in force
 * @param promises in the order of the manifest; nobody changes it any more
 */
public record EngineState(
    Hash manifest, Map<PromiseId, Saved> promises, Totals totals, Braking brakes) {
  /** Nothing is known. */
  public static final EngineState EMPTY =
      new EngineState(Manifest.EMPTY.hash(), Map.of(), Totals.NONE);

  /** One that nothing brakes. */
  public EngineState(Hash manifest, Map<PromiseId, Saved> promises, Totals totals) {
    this(manifest, promises, totals, Braking.NONE);
  }

  /** The same under another override of everything, or none. */
  public EngineState with(Optional<Hold> all) {
    return new EngineState(manifest, promises, totals, brakes.with(all));
  }

  /** What may be other than in the state that an engine began with; empty when that is all. */
  public Optional<Map<PromiseId, Saved>> changes() {
    return promises instanceof Changed some ? Optional.of(some.changes()) : Optional.empty();
  }

  public EngineState {
    promises = promises instanceof Changed ? promises : Collections.unmodifiableMap(promises);
  }
}
