package vow.agent;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import vow.agent.json.Json;
import vow.agent.report.Reporter;
import vow.agent.report.StatusFile;
import vow.agent.report.StatusFile.AgentPart;
import vow.agent.report.StatusFile.PolicyPart;
import vow.agent.state.AtomicFile;
import vow.engine.Engine;
import vow.engine.Happened;
import vow.engine.Metrics;

/**
 * Keeps the status and the metrics in files, rewritten when something changed, so that looking at
 * them costs the agent nothing. On the loop's thread.
 */
final class Publisher implements Reporter {
  private final Path runtimeStatus;
  private final Path lastStatus;
  private final Path metrics;
  private final String policyPath;
  private final Engine engine;
  private final long sinceMs = System.currentTimeMillis();
  private List<?> diagnostics = List.of();
  private boolean changed = true;

  Publisher(KeepRequest request, Engine engine) {
    this.runtimeStatus = request.places().runtime().resolve("status.json");
    this.lastStatus = request.places().state().resolve("status.json");
    this.metrics = request.places().runtime().resolve("metrics.prom");
    this.policyPath = request.location().path().toString();
    this.engine = engine;
  }

  /** What the newest compilation said. */
  void diagnostics(List<?> all) {
    diagnostics = List.copyOf(all);
    changed = true;
  }

  @Override
  public void happened(Happened happened) {
    changed = true;
  }

  @Override
  public void flush() throws IOException {
    if (changed && engine.quiet()) {
      changed = false;
      AtomicFile.writeVolatile(runtimeStatus, status("awake", false) + "\n");
      AtomicFile.writeVolatile(metrics, Metrics.text(engine));
    }
  }

  /** The object of {@code status --json} as text. */
  String status(String state, boolean all) {
    boolean down = state.equals("down");
    var agent = new AgentPart(down ? 0 : ProcessHandle.current().pid(), state, sinceMs, cpuMs());
    var policy = new PolicyPart(policyPath, engine.manifest().hash().hex(), diagnostics);
    return Json.write(StatusFile.json(agent, policy, engine.summary(), engine.standings(), all));
  }

  /** The agent ends: the last known state stays on disk. */
  void down() throws IOException {
    AtomicFile.write(lastStatus, status("down", true) + "\n");
    java.nio.file.Files.deleteIfExists(runtimeStatus);
  }

  private static long cpuMs() {
    return ProcessHandle.current()
        .info()
        .totalCpuDuration()
        .map(java.time.Duration::toMillis)
        .orElse(0L);
  }
}
