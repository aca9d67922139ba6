package vow.model.kind;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import vow.model.Command;
import vow.model.Condition;
import vow.model.Thing;
import vow.model.Watch;
import vow.model.schema.Fields;
import vow.model.schema.Schema;
import vow.model.schema.Types;

/**
 * A condition that must hold, and that may be waited for.
 *
 * @param name says what it is for
 * @param condition what must hold
 * @param patience how long it is waited for; not at all when empty
 * @param interval between two looks while waiting
 */
public record Probe(
    String name, Condition condition, Optional<Duration> patience, Duration interval)
    implements Kind {

  static final int PORT_MAX = 65_535;
  static final int STATUS_MIN = 100;
  static final int STATUS_MAX = 599;
  private static final int OK = 200;
  private static final List<String> CONDITIONS = List.of("port", "http", "file", "process", "run");

  /** What policies may say. */
  public static final Schema SCHEMA =
      Schema.kind(
              "probe",
              "name",
              "A condition of this machine that must hold: one of `port`, `http`, `file`,"
                  + " `process` and `run`. It is failed when the condition does not hold, or,"
                  + " with `wait`, when it does not come to hold in that time. Nothing is changed."
                  + " Under --root all but `file` is looked for on the host.")
          .required("name", Types.TEXT, "What it is for.")
          .optional("port", Types.whole(1, PORT_MAX), "A TCP port that accepts connections.")
          .optional("host", Types.TEXT, "Where the port is.", "\"127.0.0.1\"")
          .optional("http", Types.TEXT, "A URL that answers a GET.")
          .optional("status", Types.whole(STATUS_MIN, STATUS_MAX), "With this status.", "200")
          .optional("file", Types.PATH, "A path at which something is.")
          .optional(
              "match",
              Types.TEXT,
              "A regular expression (Java) that a line of the file, or of the answer, holds.")
          .optional("process", Types.TEXT, "A running process: its name, or its program's path.")
          .optional("run", Types.SHELL, "A command that exits with 0.")
          .optional("wait", Types.SPAN, "How long to wait for it.", "not at all")
          .optional("interval", Types.SPAN, "The time between two looks while waiting.", "\"1s\"")
          .example(
              """
              probe "database" {
                port = 5432
                wait = "30s"
              }
              """)
          .blindSpot(
              "no event tells of ports, answers, processes and commands: they are looked at when"
                  + " the agent starts, when what they come after was repaired, with `every` that"
                  + " often, and while waiting once an `interval`; only `file` is watched")
          .make(Probe::of);

  private static Probe of(Fields fields) {
    var given = CONDITIONS.stream().filter(fields::has).toList();
    if (given.size() != 1) {
      fields.rejectAll(
          given.isEmpty() ? "missing-attribute" : "conflicting-attributes",
          given.isEmpty() ? "there is no condition" : "there are several conditions",
          "one of " + String.join(", ", CONDITIONS));
    }
    parts(fields);
    belongs(fields, "interval", List.of("wait"));
    var interval = interval(fields, Duration.ofSeconds(1));
    return new Probe(fields.required("name"), condition(fields), fields.duration("wait"), interval);
  }

  /** Checks that what is said of a condition is about the one that is given. */
  static void parts(Fields fields) {
    belongs(fields, "host", List.of("port"));
    belongs(fields, "status", List.of("http"));
    belongs(fields, "match", List.of("http", "file"));
  }

  /** The time between two looks. */
  static Duration interval(Fields fields, Duration fallback) {
    var interval = fields.duration("interval").orElse(fallback);
    if (interval.compareTo(Duration.ofMillis(10)) < 0) {
      fields.reject("interval", "invalid-value", "the interval is too short", "at least \"10ms\"");
    }
    return interval;
  }

  /** The condition of a probe, or of a service's readiness. */
  static Condition condition(Fields fields) {
    var match = Place.pattern(fields, "match");
    if (fields.has("port")) {
      return new Condition.AtPort(
          fields.text("host").orElse("127.0.0.1"), (int) fields.whole("port").orElse(1));
    }
    if (fields.has("http")) {
      var url = Urls.of(fields, "http", fields.required("http"), List.of("http", "https"));
      int status = (int) fields.whole("status").orElse(OK);
      return new Condition.AtUrl(url.orElse(URI.create("http://localhost")), status, match);
    }
    if (fields.has("process")) {
      return new Condition.Running(fields.required("process"));
    }
    if (fields.has("run")) {
      return new Condition.Succeeding(fields.command("run").orElse(new Command(List.of(""), true)));
    }
    return new Condition.AtPath(Paths.key(fields, "file"), match);
  }

  private static void belongs(Fields fields, String attribute, List<String> to) {
    if (fields.has(attribute) && to.stream().noneMatch(fields::has)) {
      fields.reject(
          attribute,
          "conflicting-attributes",
          attribute + " says nothing here",
          "together with " + String.join(" or ", to));
    }
  }

  @Override
  public Set<Thing> owns() {
    return Set.of();
  }

  @Override
  public Set<Thing> needs() {
    return condition instanceof Condition.AtPath file
        ? Set.of(Thing.path(file.path()), Thing.content(file.path()))
        : Set.of();
  }

  @Override
  public Set<Watch> watches() {
    return condition instanceof Condition.AtPath file ? Set.of(Watch.self(file.path())) : Set.of();
  }
}
