package vow.agent;

import java.io.IOException;
import java.util.Optional;
import vow.agent.keeper.Promised;
import vow.agent.policy.PolicyReader;
import vow.agent.rest.Rested;
import vow.agent.rest.StateTable;
import vow.agent.watch.KernelWatcher;
import vow.agent.watch.Mechanism;
import vow.engine.Engine;
import vow.engine.Mode;
import vow.model.Manifest;

/**
 * What an agent that stays starts from.
 *
 * @param brain empty for an agent that no holder stands for
 * @param slept the manifest in force when the brain before went to sleep; empty for a full start
 * @param file the same as a table, if that is to be had
 */
record Beginning(
    PolicyReader reader,
    Optional<Brain> brain,
    Optional<Manifest> slept,
    Optional<ManifestFile> file) {
  /** For a full start. */
  static Beginning anew(PolicyReader reader, Optional<Brain> brain) {
    return new Beginning(reader, brain, Optional.empty(), Optional.empty());
  }

  Engine engine(Memory memory) {
    if (slept.isEmpty()) {
      return new Engine(Mode.KEEP, memory.engine());
    }
    long nowMs = System.currentTimeMillis();
    var kept = brain.flatMap(it -> it.kept(memory));
    if (kept.isPresent() && file.isPresent()) {
      return Engine.resume(Mode.KEEP, new Rested(file.get().promises(), kept.get()), nowMs);
    }
    var known = kept.map(StateTable::state).orElseGet(memory::engine);
    return Engine.resume(Mode.KEEP, slept.get(), known, nowMs);
  }

  /** What the promises make. */
  Promised promised() {
    return file.map(ManifestFile::promised)
        .orElseGet(() -> Promised.of(slept.orElse(Manifest.EMPTY)));
  }

  /** {@code reload} hears of a signal to read the policy again. */
  KernelWatcher watcher(String root, Runnable reload) throws IOException {
    return brain.isPresent()
        ? brain.get().watcher(root, reload)
        : KernelWatcher.open(root, Mechanism.chosen());
  }
}
