package vow.engine;

import java.util.List;
import vow.model.Manifest;
import vow.model.Outcome;
import vow.model.Promise;
import vow.model.PromiseId;

/**
 * Where an engine stopped, as the next one goes on from it: what it is asked for is decoded then,
 * and the rest stays as it lies. All but those that are {@link #astir} were kept, idle, and had
 * nothing ahead. Used by the engine's thread.
 */
public interface Dormant {
  /** The manifest that was in force. */
  Manifest manifest();

  /** How its promises stood. */
  EngineState state();

  /** Those of which {@link #isAstir} is true. */
  List<PromiseId> astir();

  /** Where a promise has its place in the order of the manifest, from 0. */
  int place(PromiseId id);

  /** What it comes after, each once. */
  List<PromiseId> needs(PromiseId id);

  /** What comes after it, each once. */
  List<PromiseId> dependents(PromiseId id);

  /** Those of the dependents that are refreshed when it was repaired. */
  List<PromiseId> listeners(PromiseId id);

  /** Those that watch the path itself. */
  List<PromiseId> at(String path);

  /** Those that watch the names in this folder. */
  List<PromiseId> entries(String folder);

  /** Those that watch the whole tree below this folder. */
  List<PromiseId> tree(String folder);

  /** Whether a promise makes what is at the path. */
  boolean owned(String path);

  /** Whether an engine that goes on has to know of this promise before anything happens. */
  static boolean isAstir(Promise promise, Saved saved) {
    var last = saved.last();
    boolean good =
        last.isPresent()
            && (last.get().outcome() == Outcome.KEPT || last.get().outcome() == Outcome.REPAIRED);
    return !good
        || saved.hold().isPresent()
        || saved.contest().on()
        || saved.owed().isPresent()
        || saved.due().isPresent()
        || saved.attempts() > 0
        || promise.meta().again().isPresent();
  }
}
