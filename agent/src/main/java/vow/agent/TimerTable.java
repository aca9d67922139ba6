package vow.agent;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vow.agent.report.HappenedJson;
import vow.agent.service.TimersFile;
import vow.engine.service.SavedTimer;

/**
 * How the timers of a machine stand, as the agent has written it down: STATE/timers.json. Looking
 * wakes nobody.
 */
public final class TimerTable {
  private TimerTable() {}

  /**
   * One timer; times in milliseconds since the epoch.
   *
   * @param starts the service that it starts
   * @param running whether that is on its way
   * @param nextMs when it comes next; {@link Long#MAX_VALUE} for never
   * @param lastMs when it last started it; 0 for never
   * @param runs how often it has
   * @param skipped how many times have passed without that
   */
  public record Row(
      String name,
      String starts,
      boolean running,
      long nextMs,
      long lastMs,
      long runs,
      long skipped) {
    private static Row of(SavedTimer timer) {
      return new Row(
          timer.name(),
          timer.service(),
          timer.running(),
          timer.running() ? Long.MAX_VALUE : timer.nextMs(),
          timer.startMs(),
          timer.runs(),
          timer.skipped());
    }

    /** The object of JSON. */
    public Map<String, @Nullable Object> json() {
      var object = new LinkedHashMap<String, @Nullable Object>();
      object.put("name", name);
      object.put("start", starts);
      object.put("running", running);
      object.put("next", nextMs == Long.MAX_VALUE ? null : HappenedJson.time(nextMs));
      object.put("last", lastMs == 0 ? null : HappenedJson.time(lastMs));
      object.put("runs", runs);
      object.put("skipped", skipped);
      return object;
    }
  }

  /** All that there are, in the order of their names. */
  public static List<Row> read(Places places) {
    return TimersFile.read(places.state()).stream()
        .map(Row::of)
        .sorted((a, b) -> a.name().compareTo(b.name()))
        .toList();
  }
}
