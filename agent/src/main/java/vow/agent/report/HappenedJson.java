package vow.agent.report;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vow.agent.json.Json;
import vow.engine.Happened;
import vow.engine.Hold;
import vow.model.Outcome;
import vow.model.Summary;
import vow.model.Writer;

/** The JSON lines of {@code keep --json} and of the journal: every field present. */
public final class HappenedJson {
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

  /** Something keeps everything from being repaired, or nothing does any more. */
  public static String line(Optional<Hold> brake, long timeMs) {
    var object = new LinkedHashMap<String, @Nullable Object>();
    object.put("time", time(timeMs));
    object.put("brake", brake.map(HappenedJson::override).orElse(null));
    return Json.write(object);
  }

  /** News could not be told. */
  public static String line(Reporter.Untold untold) {
    var object = new LinkedHashMap<String, @Nullable Object>();
    object.put("time", time(untold.timeMs()));
    object.put("notify", untold.contact());
    object.put("lost", untold.lost());
    object.put("message", untold.why());
    return Json.write(object);
  }

  /** An override of a promise or of everything. */
  public static Map<String, @Nullable Object> override(Hold hold) {
    var object = new LinkedHashMap<String, @Nullable Object>();
    object.put("kind", hold.sort().word());
    object.put("who", hold.who());
    object.put("why", hold.why().isEmpty() ? null : hold.why());
    object.put("until", hold.untilMs() == Hold.FOREVER ? null : time(hold.untilMs()));
    return object;
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

  /** RFC 3339, UTC, milliseconds. By hand: a formatter is 50 classes for each brain that wakes. */
  public static String time(long timeMs) {
    int ms = Math.floorMod(timeMs, 1_000);
    var at = LocalDateTime.ofEpochSecond(Math.floorDiv(timeMs, 1_000), 0, ZoneOffset.UTC);
    var text = new StringBuilder(24).append(at.toLocalDate()).append('T');
    padded(text, 2, at.getHour()).append(':');
    padded(text, 2, at.getMinute()).append(':');
    padded(text, 2, at.getSecond()).append('.');
    return padded(text, 3, ms).append('Z').toString();
  }

  private static StringBuilder padded(StringBuilder text, int digits, int number) {
    var plain = Integer.toString(number);
    return text.repeat('0', digits - plain.length()).append(plain);
  }

  /** What is said of an outcome: its message, else what differed; null when nothing is. */
  public static @Nullable String message(Happened happened) {
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
