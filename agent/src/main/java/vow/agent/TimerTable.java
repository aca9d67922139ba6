package vow.agent;

import java.util.Comparator;
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

  /** The objects of JSON of all that there are, in the order of their names. */
  public static List<Map<String, @Nullable Object>> read(Places places) {
    return TimersFile.read(places.state()).stream()
        .sorted(Comparator.comparing(SavedTimer::name))
        .map(TimerTable::json)
        .toList();
  }

  /** One; `next` says nothing while its service is on its way. */
  public static Map<String, @Nullable Object> json(SavedTimer timer) {
    boolean comes = !timer.running() && timer.nextMs() != Long.MAX_VALUE;
    var object = new LinkedHashMap<String, @Nullable Object>();
    object.put("name", timer.name());
    object.put("start", timer.service());
    object.put("running", timer.running());
    object.put("next", comes ? HappenedJson.time(timer.nextMs()) : null);
    object.put("last", timer.startMs() == 0 ? null : HappenedJson.time(timer.startMs()));
    object.put("runs", timer.runs());
    object.put("skipped", timer.skipped());
    return object;
  }
}
