package vow.agent;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import vow.agent.json.Json;
import vow.agent.report.Reporter;
import vow.agent.report.StatusFile;
import vow.agent.report.StatusFile.AgentPart;
import vow.agent.report.StatusFile.PolicyPart;
import vow.agent.report.Waking;
import vow.engine.Engine;
import vow.engine.Happened;
import vow.engine.Hold;
import vow.engine.Metrics;
import vow.engine.Mode;
import vow.engine.Standing;
import vow.model.Manifest;

/**
 * Keeps the status and the metrics in files, rewritten when something changed, so that looking at
 * them costs the agent nothing. On the loop's thread.
 */
final class Publisher implements Reporter, AutoCloseable {
  private static final String NONE = "[]";

  private final Path runtimeStatus;
  private final Path metrics;
  private final String policyPath;
  private final Engine engine;
  private final Function<String, AgentPart> agent;
  private final Shown shown;
  private List<?> diagnostics = List.of();
  private boolean changed = true;

  /** {@code agent} tells the agent's part for a word about its state. */
  private Publisher(
      Places places,
      String policyPath,
      Engine engine,
      Function<String, AgentPart> agent,
      Shown shown) {
    this.agent = agent;
    this.shown = shown;
    this.runtimeStatus = places.runtime().resolve("status.json");
    this.metrics = places.runtime().resolve("metrics.prom");
    this.policyPath = policyPath;
    this.engine = engine;
  }

  /** That of an agent, which a brain may stand for. */
  static Publisher of(KeepRequest request, Engine engine, Optional<Brain> brain, Shown shown) {
    return new Publisher(
        request.places(),
        request.location().path().toString(),
        engine,
        brain.<Function<String, AgentPart>>map(it -> it::part).orElseGet(Publisher::alone),
        shown);
  }

  /** All of it is to be written again. */
  void changed() {
    changed = true;
  }

  /** What the newest compilation said. */
  void diagnostics(List<?> all) {
    diagnostics = List.copyOf(all);
    changed = true;
  }

  /** The same as the JSON text of another brain. */
  void diagnostics(String text) {
    if (!text.equals(NONE) // nothing that reads JSON is loaded for it
        && Json.parse(text).orElse(List.of()) instanceof List<?> all) {
      diagnostics(all);
    }
  }

  /** The same as JSON text. */
  String diagnostics() {
    return Json.write(diagnostics);
  }

  /** The agent goes to sleep, or did not after all. */
  void asleep(boolean asleep) throws IOException {
    shown.status(runtimeStatus, status(asleep ? "asleep" : "awake", false) + "\n");
  }

  @Override
  public void happened(Happened happened) {
    changed = true;
  }

  @Override
  public void braked(Optional<Hold> brake, long timeMs) {
    changed = true;
  }

  @Override
  public void flush() throws IOException {
    if (changed && engine.quiet()) {
      changed = false;
      shown.status(runtimeStatus, status("awake", false) + "\n");
      shown.metrics(metrics, metrics());
    }
  }

  /** OpenMetrics of the engine and of the wakes. */
  String metrics() {
    return Metrics.text(engine, agent.apply("awake").waking().metrics());
  }

  /** The object of {@code status --json} as text. */
  String status(boolean all) {
    return status("awake", all);
  }

  private String status(String state, boolean all) {
    var policy = new PolicyPart(policyPath, engine.manifest().hash().hex(), diagnostics);
    return Json.write(StatusFile.json(agent.apply(state), policy, engine, listed(engine, all)));
  }

  /** The same when no agent runs, from what the last one remembered. */
  static Map<String, @Nullable Object> down(Memory memory, boolean all) {
    var manifest = memory.manifest().map(s -> s.manifest()).orElse(Manifest.EMPTY);
    var engine = Engine.resume(Mode.KEEP, manifest, memory.engine(), 0);
    var agent = new AgentPart(0, "down", 0, Waking.NONE, 0);
    var hash = manifest.promises().isEmpty() ? "" : manifest.hash().hex();
    var policy = new PolicyPart(memory.policyPath(), hash, List.of());
    return StatusFile.json(agent, policy, engine, listed(engine, all));
  }

  private static List<Standing> listed(Engine engine, boolean all) {
    return all ? engine.standings() : engine.notable();
  }

  @Override
  public void close() throws IOException {
    java.nio.file.Files.deleteIfExists(runtimeStatus);
  }

  /** The part of an agent that nobody stands for. */
  static Function<String, AgentPart> alone() {
    long sinceMs = System.currentTimeMillis();
    long pid = ProcessHandle.current().pid();
    return state -> new AgentPart(pid, state, sinceMs, Waking.NONE, ownCpuMs());
  }

  static long ownCpuMs() {
    return ProcessHandle.current()
        .info()
        .totalCpuDuration()
        .map(java.time.Duration::toMillis)
        .orElse(0L);
  }
}
