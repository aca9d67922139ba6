package vow.agent;

import java.io.IOException;
import java.util.Optional;
import vow.agent.policy.PolicyReader;
import vow.agent.watch.KernelWatcher;
import vow.agent.watch.Mechanism;
import vow.engine.Engine;
import vow.engine.EngineState;
import vow.engine.Mode;
import vow.model.Manifest;

/**
 * What an agent that stays starts from.
 *
 * @param brain empty for an agent that no holder stands for
 * @param slept the manifest in force when the brain before went to sleep; empty for a full start
 */
record Beginning(PolicyReader reader, Optional<Brain> brain, Optional<Manifest> slept) {
  Engine engine(Memory memory) {
    return slept.isPresent()
        ? Engine.resume(Mode.KEEP, slept.get(), known(memory), System.currentTimeMillis())
        : new Engine(Mode.KEEP, memory.engine());
  }

  private EngineState known(Memory memory) {
    return brain
        .flatMap(Brain::slept)
        .flatMap(file -> file.engineKept(memory))
        .orElseGet(memory::engine);
  }

  /** {@code reload} hears of a signal to read the policy again. */
  KernelWatcher watcher(String root, Runnable reload) throws IOException {
    return brain.isPresent()
        ? brain.get().watcher(root, reload)
        : KernelWatcher.open(root, Mechanism.chosen());
  }
}
