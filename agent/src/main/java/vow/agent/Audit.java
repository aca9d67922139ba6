package vow.agent;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import vow.agent.json.Json;
import vow.agent.key.NodeKey;
import vow.agent.report.HappenedJson;
import vow.agent.report.Refused;
import vow.agent.state.AtomicFile;
import vow.engine.Happened;
import vow.engine.Hold;
import vow.language.value.Value;
import vow.model.Manifest;
import vow.model.PromiseId;

/**
 * {@code vow audit}: everything compared now, whatever events have told and whoever holds what, and
 * a report of it that is signed with the node's key.
 */
public final class Audit {
  /** So many reports are kept in STATE/audit. */
  private static final int REPORTS_MAX = 30;

  private final KeepRequest request;

  /** With what was asked. */
  public Audit(KeepRequest request) {
    this.request = request;
  }

  /**
   * What was found.
   *
   * @param plan as far as the policy is valid
   * @param overrides those that people hold
   * @param timeMs since the epoch
   */
  public record Result(Plan.Result plan, Map<PromiseId, Hold> overrides, long timeMs) {}

  /** Where a report was written. */
  public record Written(Path report, Path signature) {}

  /** Compares everything. */
  public Result run() throws Refused {
    long nowMs = System.currentTimeMillis();
    var plan = Plan.ofEverything(request).run();
    var overrides = new LinkedHashMap<PromiseId, Hold>();
    for (var each : new Memory(request.places().state()).engine().promises().entrySet()) {
      each.getValue().hold().ifPresent(hold -> overrides.put(each.getKey(), hold));
    }
    return new Result(plan, overrides, nowMs);
  }

  /** The report as JSON. */
  public String json(Result result) {
    var root = new LinkedHashMap<String, @Nullable Object>();
    root.put("time", HappenedJson.time(result.timeMs()));
    root.put("host", host());
    var policy = new LinkedHashMap<String, @Nullable Object>();
    policy.put("path", request.location().path().toString());
    policy.put("hash", result.plan().manifest().map(m -> m.hash().hex()).orElse(null));
    root.put("policy", policy);
    root.put("summary", Plan.summary(result.plan().happened()));
    var manifest = result.plan().manifest().orElse(Manifest.EMPTY);
    var promises = new ArrayList<Object>();
    for (var happened : result.plan().happened()) {
      promises.add(promise(happened, manifest, result));
    }
    root.put("promises", promises);
    return Json.write(root);
  }

  private static Map<String, @Nullable Object> promise(
      Happened happened, Manifest manifest, Result result) {
    var object = new LinkedHashMap<String, @Nullable Object>();
    object.put("id", happened.id().toString());
    object.put("outcome", happened.outcome().planWord());
    object.put("message", happened.message().isEmpty() ? null : happened.message());
    object.put("diff", happened.change().flatMap(c -> c.diff()).orElse(null));
    object.put("at", manifest.promise(happened.id()).map(p -> p.origin().toString()).orElse(null));
    var hold = result.overrides().get(happened.id());
    object.put("override", hold == null ? null : HappenedJson.override(hold));
    return object;
  }

  private String host() {
    return Machine.facts(request.places()).value("hostname") instanceof Value.Text(var name)
        ? name
        : "";
  }

  /** Writes the report, with its signature beside it: there, else among those of the agent. */
  public Written write(Result result, Optional<Path> out) throws Refused {
    var state = request.places().state();
    var time = HappenedJson.time(result.timeMs()).replace(":", "");
    var folder = state.resolve("audit");
    var report = out.orElseGet(() -> folder.resolve(time + ".json"));
    var signature = report.resolveSibling(report.getFileName() + ".minisig");
    try {
      var text = json(result) + "\n";
      var parent = report.toAbsolutePath().getParent();
      if (parent != null) {
        Files.createDirectories(parent);
      }
      var comment = "vow audit of " + host() + " at " + HappenedJson.time(result.timeMs());
      var signed = NodeKey.of(state).sign(text.getBytes(StandardCharsets.UTF_8), comment);
      AtomicFile.write(report, text);
      AtomicFile.write(signature, signed);
      if (out.isEmpty()) {
        thin(folder);
      }
      return new Written(report, signature);
    } catch (IOException e) {
      throw new Refused("unable to write the report " + report + ": " + Refused.reason(e));
    }
  }

  private static void thin(Path folder) throws IOException {
    List<Path> reports;
    try (Stream<Path> files = Files.list(folder)) {
      reports = files.filter(f -> f.toString().endsWith(".json")).sorted().toList();
    }
    for (var old : reports.subList(0, Math.max(0, reports.size() - REPORTS_MAX))) {
      Files.delete(old);
      Files.deleteIfExists(old.resolveSibling(old.getFileName() + ".minisig"));
    }
  }
}
