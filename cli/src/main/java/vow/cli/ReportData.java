package vow.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import vow.agent.Logbook;
import vow.agent.json.Json;
import vow.agent.report.HappenedJson;
import vow.agent.report.Refused;
import vow.model.Manifest;

/** What a report tells: how everything stands, and what happened in some time before. */
final class ReportData {
  /** So many of the last events are told one by one. */
  static final int EVENTS_MAX = 500;

  /** The time is cut into so many parts. */
  static final int PARTS = 96;

  /** So many different promises and writers are counted; what is beyond is counted as others. */
  private static final int NAMES_MAX = 20_000;

  private static final Path HOSTNAME = Path.of("/proc/sys/kernel/hostname");
  private static final String DRIFT = "drift";

  private final Map<String, @Nullable Object> status;
  private final Optional<Manifest> manifest;
  private final long sinceMs;
  private final long nowMs;
  private final Deque<Map<String, @Nullable Object>> events = new ArrayDeque<>();
  private final List<Map<String, Integer>> parts = new ArrayList<>();
  private final Map<String, Integer> outcomes = new TreeMap<>();
  private final Map<String, Drifted> drifted = new HashMap<>();
  private final Map<String, Integer> writers = new HashMap<>();
  private int all;

  /** A promise that was changed from outside, how often, when last and by whom. */
  static final class Drifted {
    private final String id;
    private int count;
    private String last = "";
    private final Map<String, Integer> by = new LinkedHashMap<>();

    private Drifted(String id) {
      this.id = id;
    }

    String id() {
      return id;
    }

    int count() {
      return count;
    }

    String last() {
      return last;
    }

    /** Those who did it, the busiest first. */
    List<Map.Entry<String, Integer>> by() {
      return busiest(by);
    }
  }

  private ReportData(
      Map<String, @Nullable Object> status, Optional<Manifest> manifest, long sinceMs, long nowMs) {
    this.status = status;
    this.manifest = manifest;
    this.sinceMs = sinceMs;
    this.nowMs = nowMs;
    for (int i = 0; i < PARTS; i++) {
      parts.add(new TreeMap<>());
    }
  }

  /** Reads files only, so that nobody is woken. */
  static ReportData read(Logbook logbook, Instant since, Instant now) throws Refused, Failure {
    var data =
        new ReportData(
            logbook.status(true), logbook.manifest(), since.toEpochMilli(), now.toEpochMilli());
    try {
      logbook.tail().more(line -> Json.parseObject(line).ifPresent(data::event));
    } catch (IOException e) {
      throw new Failure("unable to read the journal: " + Causes.of(e));
    }
    return data;
  }

  private void event(Map<String, @Nullable Object> entry) {
    long timeMs = timeMs(entry);
    if (timeMs < sinceMs || timeMs > nowMs) {
      return;
    }
    all++;
    var told = new LinkedHashMap<>(entry);
    told.remove("diff"); // the content of files is nothing to hand around
    events.addLast(told);
    if (events.size() > EVENTS_MAX) {
      events.removeFirst();
    }
    if (entry.get("id") == null) {
      return;
    }
    var outcome = String.valueOf(entry.get("outcome"));
    outcomes.merge(outcome, 1, Integer::sum);
    long span = Math.max(1, nowMs - sinceMs);
    int part = (int) Math.min(PARTS - 1, (timeMs - sinceMs) * PARTS / span);
    // That something else changed nearby and it failed again is no change of it.
    boolean changed = !"failed".equals(sort(outcome, false)) || entry.get("by") != null;
    boolean drift = DRIFT.equals(entry.get("cause")) && changed;
    parts.get(part).merge(sort(outcome, drift), 1, Integer::sum);
    if (drift) {
      drifted(entry);
    }
  }

  /** What it is drawn as. */
  private static String sort(String outcome, boolean drift) {
    return switch (outcome) {
      case "failed", "denied", "timeout" -> "failed";
      case "kept", "repaired" -> drift ? DRIFT : "changed";
      default -> "other";
    };
  }

  private void drifted(Map<String, @Nullable Object> entry) {
    var id = String.valueOf(entry.get("id"));
    if (drifted.size() < NAMES_MAX || drifted.containsKey(id)) {
      var of = drifted.computeIfAbsent(id, Drifted::new);
      of.count++;
      of.last = String.valueOf(entry.get("time"));
      count(of.by, who(entry), 20);
    }
    count(writers, who(entry), NAMES_MAX);
  }

  private static void count(Map<String, Integer> counts, String name, int most) {
    boolean fits = counts.size() < most || counts.containsKey(name);
    counts.merge(fits ? name : "others", 1, Integer::sum);
  }

  /** Who made a change, without the number of the process, so that it can be counted. */
  static String who(Map<String, @Nullable Object> entry) {
    if (!(entry.get("by") instanceof Map<?, ?> by)) {
      return "not told";
    }
    var program = by.get("comm") == null ? "a process" : String.valueOf(by.get("comm"));
    var user = by.get("login") != null ? by.get("login") : by.get("uid");
    return program + (user == null ? ", gone" : ", uid " + user);
  }

  private static long timeMs(Map<String, @Nullable Object> entry) {
    try {
      return Instant.parse(String.valueOf(entry.get("time"))).toEpochMilli();
    } catch (java.time.format.DateTimeParseException _) {
      return Long.MIN_VALUE;
    }
  }

  private static List<Map.Entry<String, Integer>> busiest(Map<String, Integer> counts) {
    return counts.entrySet().stream()
        .sorted(
            Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder())
                .thenComparing(Map.Entry.comparingByKey()))
        .toList();
  }

  Map<?, ?> part(String name) {
    return status.get(name) instanceof Map<?, ?> map ? map : Map.of();
  }

  /** How all promises stand, as the status has them. */
  List<Map<?, ?>> promises() {
    var promises = new ArrayList<Map<?, ?>>();
    if (status.get("promises") instanceof List<?> list) {
      for (var each : list) {
        if (each instanceof Map<?, ?> promise) {
          promises.add(promise);
        }
      }
    }
    return promises;
  }

  /** Those that are not as promised, contested or under an override. */
  List<Map<?, ?>> notable() {
    return promises().stream()
        .filter(p ->
            !List.of("kept", "repaired").contains(String.valueOf(p.get("outcome")))
                || Boolean.TRUE.equals(p.get("contested"))
                || p.get("override") != null)
        .toList();
  }

  Optional<Manifest> manifest() {
    return manifest;
  }

  /** The last events, the newest first. */
  List<Map<String, @Nullable Object>> events() {
    return new ArrayList<>(events).reversed();
  }

  /** How many events there were. */
  int allEvents() {
    return all;
  }

  List<Map<String, Integer>> parts() {
    return parts;
  }

  Map<String, Integer> outcomes() {
    return outcomes;
  }

  /** What drifted, the most often first. */
  List<Drifted> drifted() {
    return drifted.values().stream()
        .sorted(Comparator.comparingInt(Drifted::count).reversed().thenComparing(Drifted::id))
        .toList();
  }

  /** Who drifted something, the busiest first. */
  List<Map.Entry<String, Integer>> writers() {
    return busiest(writers);
  }

  /** The name of this machine. */
  String host() {
    try {
      return Files.readString(HOSTNAME).strip();
    } catch (IOException _) {
      return "this machine";
    }
  }

  String since() {
    return HappenedJson.time(sinceMs);
  }

  String time() {
    return HappenedJson.time(nowMs);
  }

  long sinceMs() {
    return sinceMs;
  }

  long nowMs() {
    return nowMs;
  }
}
