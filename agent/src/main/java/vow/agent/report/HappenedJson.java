package vow.agent.report;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vow.agent.json.Json;
import vow.engine.Happened;
import vow.model.Outcome;
import vow.model.Summary;
import vow.model.Writer;

/** The JSON lines of {@code keep --json} and of the journal: every field present. */
public final class HappenedJson {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  private HappenedJson() {}

  /** One outcome. */
  public static String line(Happened happened) {
    var object = new LinkedHashMap<String, @Nullable Object>();
    object.put("time", time(happened.timeMs()));
    object.put("id", happened.id().toString());
    object.put("kind", happened.id().kind());
    object.put("name", happened.id().name());
    object.put("outcome", happened.outcome().word());
    object.put("cause", happened.cause().word());
    object.put("by", happened.by().map(HappenedJson::by).orElse(null));
    object.put("took_ms", happened.tookMs());
    object.put("diff", happened.change().flatMap(c -> c.diff()).orElse(null));
    object.put("message", message(happened));
    return Json.write(object);
  }

  /** The last line of a converge. */
  public static String line(Reporter.Converged converged) {
    var object = new LinkedHashMap<String, Object>();
    object.put("time", time(converged.timeMs()));
    object.put("summary", summary(converged.summary()));
    return Json.write(object);
  }

  /** How many promises had which outcome. */
  public static Map<String, Object> summary(Summary summary) {
    var counts = new LinkedHashMap<String, Object>();
    for (var outcome : Outcome.values()) {
      counts.put(outcome.word(), summary.count(outcome));
    }
    return counts;
  }

  /** RFC 3339, UTC, milliseconds. */
  public static String time(long timeMs) {
    return TIME.format(Instant.ofEpochMilli(timeMs));
  }

  /** What is said of an outcome: its message, else what differed; null when nothing is. */
  static @Nullable String message(Happened happened) {
    if (!happened.message().isEmpty()) {
      return happened.message();
    }
    return happened.change().map(c -> c.summary()).filter(s -> !s.isEmpty()).orElse(null);
  }

  /** Who made a change. */
  public static Map<String, @Nullable Object> by(Writer writer) {
    var object = new LinkedHashMap<String, @Nullable Object>();
    object.put("pid", writer.pid());
    object.put("exe", writer.exe());
    object.put("comm", writer.comm());
    object.put("uid", writer.uid());
    object.put("login", writer.login());
    object.put("cgroup", writer.cgroup());
    object.put("parent", writer.parent());
    return object;
  }
}
