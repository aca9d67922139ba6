package vow.cli;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What status tells people of an agent's wakes, from the agent's part of its object. */
final class WakesText {
  /** By so many causes, those that woke it most often. */
  private static final int CAUSES_MAX = 3;

  private record Cause(String by, int count) {}

  private WakesText() {}

  static List<String> of(Map<?, ?> agent) {
    var lines = new ArrayList<String>();
    if (count(agent, "woken") > 0) {
      lines.add(woken(agent));
    }
    for (var each : objects(agent.get("often"))) {
      lines.add(
          "%s woke it %s times within an hour, more than %s"
              .formatted(each.get("promise"), each.get("count"), agent.get("wakes_per_hour")));
    }
    if (agent.get("stays_awake") != null) {
      lines.add("stays awake: " + agent.get("stays_awake"));
    }
    return lines;
  }

  private static String woken(Map<?, ?> agent) {
    var causes = new ArrayList<Cause>();
    for (var each : objects(agent.get("wakes"))) {
      causes.add(new Cause(String.valueOf(each.get("by")), count(each, "count")));
    }
    causes.sort((a, b) -> Integer.compare(b.count(), a.count()));
    var told = new ArrayList<String>();
    for (var cause : causes.subList(0, Math.min(CAUSES_MAX, causes.size()))) {
      told.add(cause.count() + " by " + cause.by());
    }
    if (causes.size() > CAUSES_MAX) {
      told.add("others by " + (causes.size() - CAUSES_MAX) + " more");
    }
    int woken = count(agent, "woken");
    return "woken " + (woken == 1 ? "once" : woken + " times") + ": " + String.join(", ", told);
  }

  private static List<Map<?, ?>> objects(@Nullable Object value) {
    var objects = new ArrayList<Map<?, ?>>();
    if (value instanceof List<?> list) {
      for (var each : list) {
        if (each instanceof Map<?, ?> object) {
          objects.add(object);
        }
      }
    }
    return objects;
  }

  private static int count(Map<?, ?> object, String name) {
    return object.get(name) instanceof BigDecimal number ? number.intValue() : 0;
  }
}
