package vow.agent.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vow.engine.Hold;
import vow.engine.Standing;
import vow.model.Summary;

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

  /** The whole object; these promises are listed. */
  public static Map<String, @Nullable Object> json(
      AgentPart agent, PolicyPart policy, Summary summary, List<Standing> standings) {
    var promises = standings.stream().map(StatusFile::promise).toList();
    var object = new LinkedHashMap<String, @Nullable Object>();
    object.put("agent", agent.json());
    object.put("policy", policy.json());
    object.put("summary", HappenedJson.summary(summary));
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
    object.put("override", standing.hold().map(StatusFile::override).orElse(null));
    object.put("message", standing.last().map(HappenedJson::message).orElse(null));
    return object;
  }

  private static Map<String, @Nullable Object> override(Hold hold) {
    var object = new LinkedHashMap<String, @Nullable Object>();
    object.put("kind", hold.sort() == Hold.Sort.HOLD ? "hold" : "undo");
    object.put("who", hold.who());
    object.put("why", hold.why().isEmpty() ? null : hold.why());
    object.put("until", hold.untilMs() == Hold.FOREVER ? null : HappenedJson.time(hold.untilMs()));
    return object;
  }
}
