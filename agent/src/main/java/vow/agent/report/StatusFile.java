package vow.agent.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vow.engine.Engine;
import vow.engine.Standing;

/**
 * The object of {@code status --json}. While an agent runs it is in a file that is rewritten when
 * something changed, so that asking wakes nobody.
 */
public final class StatusFile {
  private StatusFile() {}

  /**
   * The agent's part.
   *
   * @param sinceMs when it started
   * @param waking what has started a brain, and how often
   * @param cpuMs used in total
   */
  public record AgentPart(long pid, String state, long sinceMs, Waking waking, long cpuMs) {
    Map<String, @Nullable Object> json() {
      var object = new LinkedHashMap<String, @Nullable Object>();
      object.put("pid", pid == 0 ? null : pid);
      object.put("state", state);
      object.put("since", sinceMs == 0 ? null : HappenedJson.time(sinceMs));
      waking.json(object);
      object.put("cpu_ms", cpuMs);
      return object;
    }
  }

  /**
   * The policy's part.
   *
   * @param hash of the manifest in force; empty before the first
   * @param diagnostics of the newest compilation, as JSON values
   */
  public record PolicyPart(String path, String hash, List<?> diagnostics) {
    Map<String, @Nullable Object> json() {
      var object = new LinkedHashMap<String, @Nullable Object>();
      object.put("path", path.isEmpty() ? null : path);
      object.put("hash", hash.isEmpty() ? null : hash);
      object.put("diagnostics", diagnostics);
      return object;
    }
  }

  /** The whole object of an engine; these promises are listed. */
  public static Map<String, @Nullable Object> json(
      AgentPart agent, PolicyPart policy, Engine engine, List<Standing> standings) {
    var promises = standings.stream().map(StatusFile::promise).toList();
    var object = new LinkedHashMap<String, @Nullable Object>();
    var part = agent.json();
    part.put("brake", engine.brake().map(HappenedJson::override).orElse(null));
    object.put("agent", part);
    object.put("policy", policy.json());
    object.put("summary", HappenedJson.summary(engine.summary()));
    object.put("promises", promises);
    return object;
  }

  private static Map<String, @Nullable Object> promise(Standing standing) {
    var object = new LinkedHashMap<String, @Nullable Object>();
    object.put("id", standing.id().toString());
    object.put("outcome", standing.last().map(l -> l.outcome().word()).orElse(null));
    object.put("since", standing.sinceMs() == 0 ? null : HappenedJson.time(standing.sinceMs()));
    object.put("cause", standing.last().map(l -> l.cause().word()).orElse(null));
    object.put("contested", standing.contested());
    object.put("override", standing.hold().map(HappenedJson::override).orElse(null));
    object.put("message", standing.last().map(HappenedJson::message).orElse(null));
    return object;
  }
}
