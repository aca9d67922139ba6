package vow.engine;

import java.util.LinkedHashMap;
import java.util.Map;
import vow.model.PromiseId;

/**
 * All that an engine knows beside its manifest, as a plain value: saved when the brain goes to
 * sleep, is stopped or is replaced.
 *
 * @param promises in the order of the manifest
 */
public record EngineState(Map<PromiseId, Saved> promises, Totals totals) {
  /** Nothing is known. */
  public static final EngineState EMPTY = new EngineState(Map.of(), Totals.NONE);

  public EngineState {
    promises = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(promises));
  }
}
