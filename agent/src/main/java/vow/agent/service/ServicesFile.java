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
import vow.engine.service.SavedUnit;
import vow.engine.service.State;
import vow.linux.ProcFile;

/**
 * What is known of services, for the next brain and for people: RUNTIME/services.json. Written
 * before anything is done that it tells of, without fsync: it is worth nothing after a reboot.
 *
 * @param boot which boot of the machine it is about
 * @param holder whose children the processes are
 */
public record ServicesFile(String boot, long holder, List<Entry> entries) {
  private static final Path BOOT = Path.of("/proc/sys/kernel/random/boot_id");

  /** After the name in parentheses: proc_pid_stat(5), field 22. */
  private static final int START_FIELD = 19;

  /**
   * One service.
   *
   * @param number what the holder knows it by
   * @param started when its process was, as the kernel tells it apart from others of its number
   * @param sockets what the holder listens to in its name
   */
  public record Entry(int number, long started, String sockets, SavedUnit unit) {}

  /** Now. */
  static ServicesFile now(long holder, List<Entry> entries) {
    return new ServicesFile(thisBoot(), holder, entries);
  }

  /** Whether it is about this boot of the machine. */
  public boolean current() {
    return boot.equals(thisBoot());
  }

  private static String thisBoot() {
    try {
      return Files.readString(BOOT).strip();
    } catch (IOException _) {
      return "";
    }
  }

  /** When a process was started, in ticks since boot; -1 when there is none. */
  static long ticks(int pid) {
    return ProcFile.read("/proc/" + pid + "/stat")
        .map(text -> text.substring(text.lastIndexOf(')') + 2).split(" ", -1))
        .filter(fields -> fields.length > START_FIELD && !fields[0].equals("Z"))
        .map(fields -> Long.parseLong(fields[START_FIELD]))
        .orElse(-1L);
  }

  /** Without services there is none: whoever wakes need not look at it. */
  void write(Path runtime) throws IOException {
    if (entries.isEmpty()) {
      Files.deleteIfExists(file(runtime));
      return;
    }
    var all = new ArrayList<Object>();
    for (var entry : entries) {
      all.add(object(entry));
    }
    var object = new LinkedHashMap<String, @Nullable Object>();
    object.put("boot", boot);
    object.put("holder", holder);
    object.put("services", all);
    AtomicFile.writeVolatile(file(runtime), Json.write(object));
  }

  private static Map<String, @Nullable Object> object(Entry entry) {
    var unit = entry.unit();
    var object = new LinkedHashMap<String, @Nullable Object>();
    object.put("name", unit.name());
    object.put("state", unit.state().name().toLowerCase(java.util.Locale.ROOT));
    object.put("pid", unit.pid());
    object.put("since", unit.sinceMs());
    object.put("restarts", unit.restarts());
    object.put("trouble", unit.trouble());
    object.put("note", unit.note());
    object.put("number", entry.number());
    object.put("run", unit.run());
    object.put("started", entry.started());
    object.put("sockets", entry.sockets());
    object.put("flags", unit.flags());
    object.put("ready", unit.readyMs());
    object.put("deadline", unit.deadlineMs());
    object.put("launched", unit.launched());
    object.put("in_a_row", unit.inARow());
    object.put("failures", unit.failuresMs());
    object.put("complaint", unit.complaint());
    object.put("needs", unit.needs());
    return object;
  }

  /** Reads it; empty when it is missing or damaged. */
  public static Optional<ServicesFile> read(Path runtime) {
    return AtomicFile.read(file(runtime)).flatMap(Json::parseObject).flatMap(ServicesFile::of);
  }

  private static Optional<ServicesFile> of(Map<String, @Nullable Object> object) {
    var entries = new ArrayList<Entry>();
    if (object.get("services") instanceof List<?> all) {
      for (var each : all) {
        if (each instanceof Map<?, ?> map) {
          entry(map).ifPresent(entries::add);
        }
      }
    }
    return object.get("boot") instanceof String boot
        ? Optional.of(new ServicesFile(boot, number(object.get("holder")), entries))
        : Optional.empty();
  }

  private static Optional<Entry> entry(Map<?, ?> map) {
    try {
      var state = State.valueOf(text(map.get("state")).toUpperCase(java.util.Locale.ROOT));
      var failures = new ArrayList<Long>();
      for (var each : list(map.get("failures"))) {
        failures.add(number(each));
      }
      var needs = new ArrayList<String>();
      for (var each : list(map.get("needs"))) {
        needs.add(text(each));
      }
      var unit =
          new SavedUnit(
              text(map.get("name")),
              state,
              (int) number(map.get("flags")),
              number(map.get("run")),
              (int) number(map.get("pid")),
              number(map.get("since")),
              number(map.get("ready")),
              number(map.get("deadline")),
              text(map.get("launched")),
              (int) number(map.get("restarts")),
              (int) number(map.get("in_a_row")),
              failures,
              text(map.get("trouble")),
              text(map.get("note")),
              text(map.get("complaint")),
              needs);
      return Optional.of(
          new Entry(
              (int) number(map.get("number")),
              number(map.get("started")),
              text(map.get("sockets")),
              unit));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private static List<?> list(@Nullable Object value) {
    return value instanceof List<?> list ? list : List.of();
  }

  private static String text(@Nullable Object value) {
    return value instanceof String text ? text : "";
  }

  private static long number(@Nullable Object value) {
    return value instanceof BigDecimal number ? number.longValue() : 0;
  }

  private static Path file(Path runtime) {
    return runtime.resolve("services.json");
  }
}
