package vow.model.kind;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import vow.model.schema.Fields;
import vow.model.schema.Units;
import vow.model.service.Readiness;

/** How {@code ready} is written: a word, or an object such as {@code probe()} gives. */
final class ServiceReady {
  static final int FIRST_DESCRIPTOR = 3;
  static final int LAST_DESCRIPTOR = 1_023;

  private static final Duration INTERVAL = Duration.ofMillis(100);
  private static final Set<String> CONDITIONS = Set.of("port", "http", "file", "run");
  private static final Set<String> WORDS = Set.of("port", "status");
  private static final Set<String> TEXTS = Set.of("host", "http", "match", "file", "interval");
  private static final String EXPECTED =
      "\"none\", \"notify\", \"notify-all\", \"newline\", or probe({ port = 80 })";

  private ServiceReady() {}

  static Readiness of(Fields fields) {
    var ready = ready(fields);
    if (fields.has("newline_fd") && !(ready instanceof Readiness.Newline)) {
      fields.reject(
          "newline_fd",
          "conflicting-attributes",
          "newline_fd says nothing here",
          "together with ready = \"newline\"");
    }
    if (fields.has("watchdog") && !(ready instanceof Readiness.Notify)) {
      fields.reject(
          "watchdog",
          "conflicting-attributes",
          "nobody would hear that the service is alive",
          "together with ready = \"notify\" or \"notify-all\"");
    }
    if (fields.has("fd_store") && !(ready instanceof Readiness.Notify)) {
      fields.reject(
          "fd_store",
          "conflicting-attributes",
          "the service could not say what it stores",
          "together with ready = \"notify\" or \"notify-all\"");
    }
    return ready;
  }

  private static Readiness ready(Fields fields) {
    var probe = fields.nested("ready");
    if (probe.isPresent()) {
      return probed(probe.get());
    }
    var written = fields.has("ready") ? fields.required("ready") : "none";
    return switch (written) {
      case "none" -> new Readiness.None();
      case "notify" -> new Readiness.Notify(false);
      case "notify-all" -> new Readiness.Notify(true);
      case "newline" ->
          new Readiness.Newline((int) fields.whole("newline_fd").orElse(FIRST_DESCRIPTOR));
      case String other -> {
        fields.reject("ready", "invalid-value", "ready cannot be \"" + other + "\"", EXPECTED);
        yield new Readiness.None();
      }
    };
  }

  /** Its values have passed no schema. */
  private static Readiness probed(Fields probe) {
    boolean fits = true;
    for (var name : probe.names()) {
      fits &= fits(probe, name);
    }
    var given = new TreeSet<>(probe.names());
    given.retainAll(CONDITIONS);
    if (given.size() != 1) {
      probe.rejectAll(
          given.isEmpty() ? "missing-attribute" : "conflicting-attributes",
          given.isEmpty() ? "there is no condition" : "there are several conditions",
          "one of " + String.join(", ", new TreeSet<>(CONDITIONS)));
    }
    if (!fits || given.size() != 1) {
      return new Readiness.None();
    }
    Probe.parts(probe);
    return new Readiness.Probed(Probe.condition(probe), Probe.interval(probe, INTERVAL));
  }

  private static boolean fits(Fields probe, String name) {
    var value = probe.raw(name);
    var expected =
        switch (name) {
          case "port" -> whole(value, 1, Probe.PORT_MAX);
          case "status" -> whole(value, Probe.STATUS_MIN, Probe.STATUS_MAX);
          case "host", "http", "match" -> value instanceof String ? "" : "text";
          case "file" ->
              value instanceof String path && path.startsWith("/") ? "" : "an absolute path";
          case "interval" ->
              value instanceof String text && Units.duration(text).isPresent()
                  ? ""
                  : "a duration such as \"100ms\"";
          case "run" ->
              isCommand(value) ? "" : "text for the shell, or a list of program and arguments";
          default -> { // a word of the policy, not one of our types
            var known = new TreeSet<>(CONDITIONS);
            known.addAll(WORDS);
            known.addAll(TEXTS);
            yield "one of " + String.join(", ", known);
          }
        };
    if (!expected.isEmpty()) {
      probe.reject(name, "invalid-value", "the probe cannot have this " + name, expected);
    }
    return expected.isEmpty();
  }

  private static String whole(@org.jspecify.annotations.Nullable Object value, int min, int max) {
    boolean fits =
        value instanceof BigDecimal number
            && number.stripTrailingZeros().scale() <= 0
            && number.compareTo(BigDecimal.valueOf(min)) >= 0
            && number.compareTo(BigDecimal.valueOf(max)) <= 0;
    return fits ? "" : "a whole number from " + min + " to " + max;
  }

  private static boolean isCommand(@org.jspecify.annotations.Nullable Object value) {
    if (value instanceof List<?> list) {
      return !list.isEmpty()
          && list.stream().noneMatch(it -> it instanceof List<?> || it instanceof Map<?, ?>)
          && !String.valueOf(list.getFirst()).isBlank();
    }
    return value instanceof String text && !text.isBlank();
  }
}
