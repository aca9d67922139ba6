package vow.agent;

import java.io.IOException;
import java.util.Optional;
import vow.agent.report.Reporter;
import vow.engine.Engine;
import vow.engine.Happened;
import vow.engine.Hold;

/**
 * Saves how promises stand when a person, the policy or a start has changed that, so that an agent
 * that is killed loses no override. What drift does is not saved each time: it is seen again.
 */
final class StateReporter implements Reporter {
  private final Memory memory;
  private final LeavingFile leaving;
  private final Engine engine;

  StateReporter(Memory memory, LeavingFile leaving, Engine engine) {
    this.memory = memory;
    this.leaving = leaving;
    this.engine = engine;
  }

  @Override
  public void happened(Happened happened) {}

  @Override
  public void braked(Optional<Hold> brake, long timeMs) throws IOException {
    memory.save(engine.state());
  }

  @Override
  public void converged(Converged converged) throws IOException {
    leaving.keep(engine.leaving());
    switch (converged.cause()) {
      case BOOT, OPERATOR -> memory.save(engine.state());
      // The loop does not wait for it: writing 10,000 promises takes long.
      case POLICY -> memory.saveSoon(engine.state());
      case DRIFT, NEIGHBOUR, TIMER -> {}
    }
  }
}
