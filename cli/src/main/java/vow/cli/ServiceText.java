package vow.cli;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How services stand, in words: of the objects that {@code --json} shows. */
final class ServiceText {
  /** These need nobody's attention. */
  private static final Set<String> GOOD = Set.of("ready", "reloading", "done");

  private ServiceText() {}

  /** What is answered to who asked for a service to stand so. */
  static String answer(Map<String, @Nullable Object> service) {
    var name = text(service.get("name"));
    var id = ServiceNames.id(name);
    if ("down".equals(service.get("state"))) {
      return id + " is stopped; vow start " + name + " starts it";
    }
    var stands =
        service.get("pid") == null
            ? " is " + word(service)
            : " runs (pid " + text(service.get("pid")) + ")";
    return id + stands + said(service);
  }

  /** Whether it needs nobody's attention. */
  static boolean isGood(Map<?, ?> service) {
    return GOOD.contains(text(service.get("state")));
  }

  /** The lines of those that need attention. */
  static List<String> notable(List<?> services) {
    return services.stream()
        .map(it -> it instanceof Map<?, ?> service ? service : Map.of())
        .filter(service -> !isGood(service))
        .map(it -> word(it) + " " + ServiceNames.id(text(it.get("name"))) + details(it))
        .toList();
  }

  /** State, process and since when, after a name. */
  static String standing(Map<?, ?> service) {
    return word(service) + details(service);
  }

  private static String details(Map<?, ?> service) {
    var line = new StringBuilder();
    if (service.get("pid") != null) {
      line.append(", pid ").append(text(service.get("pid")));
    }
    if (service.get("since") != null) {
      line.append(line.isEmpty() ? " since " : ", since ").append(text(service.get("since")));
    }
    var restarts = text(service.get("restarts"));
    if (!restarts.equals("0")) {
      line.append(", restarted ")
          .append(restarts)
          .append(restarts.equals("1") ? " time" : " times");
    }
    return line + said(service);
  }

  /** What went wrong, else what it says of itself. */
  private static String said(Map<?, ?> service) {
    var said = service.get("trouble") == null ? service.get("note") : service.get("trouble");
    return said == null ? "" : ": " + text(said);
  }

  private static String word(Map<?, ?> service) {
    return text(service.get("state")).replace('_', ' ');
  }

  private static String text(@Nullable Object value) {
    return String.valueOf(value);
  }
}
