package vow.agent.service;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vow.agent.json.Json;
import vow.agent.state.AtomicFile;
import vow.engine.service.SavedTimer;

/**
 * What is known of timers, for the next brain, after a reboot too, and for people:
 * STATE/timers.json. There is none while there are no timers.
 */
public final class TimersFile {
  private TimersFile() {}

  /** Where it is. */
  public static Path file(Path state) {
    return state.resolve("timers.json");
  }

  static void write(Path state, List<SavedTimer> timers) throws IOException {
    if (timers.isEmpty()) {
      Files.deleteIfExists(file(state));
      return;
    }
    var all = new ArrayList<Object>();
    timers.forEach(timer -> all.add(object(timer)));
    AtomicFile.write(file(state), Json.write(Map.of("timers", all)));
  }

  private static Map<String, @Nullable Object> object(SavedTimer timer) {
    var object = new LinkedHashMap<String, @Nullable Object>();
    object.put("name", timer.name());
    object.put("definition", timer.definition());
    object.put("service", timer.service());
    object.put("share", timer.share());
    object.put("from", timer.fromMs());
    object.put("next", timer.nextMs());
    object.put("start", timer.startMs());
    object.put("end", timer.endMs());
    object.put("runs", timer.runs());
    object.put("skipped", timer.skipped());
    object.put("running", timer.running());
    return object;
  }

  /** Reads it; none when it is missing or damaged. */
  public static List<SavedTimer> read(Path state) {
    var timers = new ArrayList<SavedTimer>();
    var object = AtomicFile.read(file(state)).flatMap(Json::parseObject);
    if (object.isPresent() && object.get().get("timers") instanceof List<?> all) {
      for (var each : all) {
        if (each instanceof Map<?, ?> map) {
          timer(map).ifPresent(timers::add);
        }
      }
    }
    return timers;
  }

  private static Optional<SavedTimer> timer(Map<?, ?> map) {
    if (!(map.get("name") instanceof String name)) {
      return Optional.empty();
    }
    return Optional.of(
        new SavedTimer(
            name,
            text(map.get("definition")),
            text(map.get("service")),
            (int) number(map.get("share")),
            number(map.get("from")),
            number(map.get("next")),
            number(map.get("start")),
            number(map.get("end")),
            number(map.get("runs")),
            number(map.get("skipped")),
            Boolean.TRUE.equals(map.get("running"))));
  }

  private static String text(@Nullable Object value) {
    return value instanceof String text ? text : "";
  }

  private static long number(@Nullable Object value) {
    return value instanceof BigDecimal number ? number.longValue() : 0;
  }
}
