package vow.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vow.agent.json.Json;
import vow.agent.report.HappenedJson;

/** A report for programs: every field present. */
final class ReportJson {
  private ReportJson() {}

  static String of(ReportData data) {
    var object = new LinkedHashMap<String, @Nullable Object>();
    object.put("time", data.time());
    object.put("since", data.since());
    object.put("host", data.host());
    object.put("agent", data.part("agent"));
    object.put("policy", data.part("policy"));
    object.put("summary", data.part("summary"));
    object.put("not_kept", data.notable());
    object.put("outcomes", data.outcomes());
    var drifted = new ArrayList<Object>();
    for (var each : data.drifted()) {
      var one = new LinkedHashMap<String, Object>();
      one.put("id", each.id());
      one.put("count", each.count());
      one.put("last", each.last());
      one.put("by", each.by().stream().map(ReportJson::counted).toList());
      drifted.add(one);
    }
    object.put("drifted", drifted);
    object.put("writers", data.writers().stream().map(ReportJson::counted).toList());
    object.put("timeline", timeline(data));
    object.put("events", data.events());
    object.put("events_in_all", data.allEvents());
    return Json.write(object);
  }

  private static Map<String, Object> counted(Map.Entry<String, Integer> entry) {
    var object = new LinkedHashMap<String, Object>();
    object.put("who", entry.getKey());
    object.put("count", entry.getValue());
    return object;
  }

  private static List<Object> timeline(ReportData data) {
    var parts = new ArrayList<Object>();
    long span = data.nowMs() - data.sinceMs();
    for (int i = 0; i < ReportData.PARTS; i++) {
      var one = new LinkedHashMap<String, Object>();
      one.put("from", HappenedJson.time(data.sinceMs() + span * i / ReportData.PARTS));
      one.put("counts", data.parts().get(i));
      parts.add(one);
    }
    return parts;
  }
}
