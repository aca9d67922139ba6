package vow.agent.report;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What status and metrics tell of a brain's wakes.
 *
 * @param counts by what, how often: a promise, or a word such as {@code timer}
 * @param perHour how often a promise may wake it within an hour without being named
 * @param often the promises that did more often, and until when that is so
 * @param staysAwake why it does not go to sleep soon; empty when it does
 */
public record Waking(
    Map<String, Integer> counts, int perHour, List<Often> often, String staysAwake) {
  /** Nothing has woken it. */
  public static final Waking NONE = new Waking(Map.of(), 0, List.of(), "");

  /**
   * A promise that is named.
   *
   * @param count of its wakes within the last hour
   * @param untilMs when the count is no more too high, should it wake nobody again
   */
  public record Often(String promise, int count, long untilMs) {
    private Map<String, Object> json() {
      var object = new LinkedHashMap<String, Object>();
      object.put("promise", promise);
      object.put("count", count);
      object.put("until", HappenedJson.time(untilMs));
      return object;
    }
  }

  public Waking {
    counts = Collections.unmodifiableMap(new LinkedHashMap<>(counts));
    often = List.copyOf(often);
  }

  /** Whether this is the name of a promise, and not a word for something else. */
  public static boolean isPromise(String by) {
    return by.indexOf('[') > 0;
  }

  /** The same of a status that was written some time ago: without those whose time is over. */
  public static Map<String, @Nullable Object> current(
      Map<String, @Nullable Object> status, long nowMs) {
    if (!(status.get("agent") instanceof Map<?, ?> agent)
        || !(agent.get("often") instanceof List<?> often)) {
      return status;
    }
    var still = new ArrayList<Object>();
    for (var each : often) {
      if (each instanceof Map<?, ?> one
          && Instant.parse(String.valueOf(one.get("until"))).toEpochMilli() > nowMs) {
        still.add(one);
      }
    }
    var part = new LinkedHashMap<Object, @Nullable Object>(agent);
    part.put("often", still);
    var now = new LinkedHashMap<String, @Nullable Object>(status);
    now.put("agent", part);
    return now;
  }

  void json(Map<String, @Nullable Object> agent) {
    agent.put("woken", counts.values().stream().mapToInt(Integer::intValue).sum());
    agent.put("wakes", counts.entrySet().stream().map(Waking::wake).toList());
    agent.put("wakes_per_hour", perHour == 0 ? null : perHour);
    agent.put("often", often.stream().map(Often::json).toList());
    agent.put("stays_awake", staysAwake.isEmpty() ? null : staysAwake);
  }

  private static Map<String, Object> wake(Map.Entry<String, Integer> wake) {
    var object = new LinkedHashMap<String, Object>();
    object.put("by", wake.getKey());
    object.put("count", wake.getValue());
    return object;
  }

  /** The families of OpenMetrics, without the mark of the end. */
  public String metrics() {
    var text = new StringBuilder(512);
    text.append("# TYPE vow_wakes counter\n");
    text.append("# HELP vow_wakes starts of the brain because something happened, by what\n");
    var byWord = new LinkedHashMap<String, Integer>();
    counts.forEach(
        (by, count) -> byWord.merge(isPromise(by) ? "promise" : by, count, Integer::sum));
    byWord.forEach((by, count) -> sample(text, "vow_wakes_total{by=\"", by, count));
    text.append("# TYPE vow_wakes_often gauge\n");
    text.append("# HELP vow_wakes_often wakes within an hour by promises that are over");
    text.append(" wakes_per_hour, as of the last change\n");
    often.forEach(each -> sample(text, "vow_wakes_often{promise=\"", each.promise(), each.count()));
    text.append("# TYPE vow_stays_awake gauge\n");
    text.append(
        "# HELP vow_stays_awake whether it woke so often that it stays until all is quiet\n");
    text.append("vow_stays_awake ").append(staysAwake.isEmpty() ? 0 : 1).append('\n');
    return text.toString();
  }

  private static void sample(StringBuilder text, String before, String label, int value) {
    var escaped = label.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    text.append(before).append(escaped).append("\"} ").append(value).append('\n');
  }
}
