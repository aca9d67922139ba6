package vow.engine;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import vow.model.Hash;
import vow.model.Manifest;
import vow.model.PromiseId;

/**
 * All that an engine knows beside its manifest, as a plain value: saved when the brain goes to
 * sleep, is stopped or is replaced.
 *
 * @param manifest the hash of the one in force
 * @param promises in the order of the manifest
 */
public record EngineState(Hash manifest, Map<PromiseId, Saved> promises, Totals totals) {
  /** Nothing is known. */
  public static final EngineState EMPTY =
      new EngineState(Manifest.EMPTY.hash(), Map.of(), Totals.NONE);

  public EngineState {
    promises = Collections.unmodifiableMap(new LinkedHashMap<>(promises));
  }
}
