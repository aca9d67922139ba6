package vow.engine;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import vow.model.Outcome;

/**
 * An engine's numbers as OpenMetrics text (the 1.0 exposition format): how the promises stand now,
 * and what has been done over the life of the agent.
 */
public final class Metrics {
  private final StringBuilder text = new StringBuilder(2_048);

  private Metrics() {}

  /** The text, ending with the line {@code # EOF}. */
  public static String text(Engine engine) {
    return text(engine, "");
  }

  /** The same with further families, which are whole lines. */
  public static String text(Engine engine, String families) {
    var metrics = new Metrics();
    metrics.standings(engine);
    metrics.brakes(engine);
    metrics.totals(engine.totals());
    return metrics.text.append(families).append("# EOF\n").toString();
  }

  /**
   * OpenMetrics text in the older format of Prometheus (0.0.4), which node_exporter's textfile
   * collector reads: there a counter's family has the name of its samples.
   */
  public static String classic(String text) {
    var counter = Pattern.compile("(?m)^# TYPE (\\S+) counter$\\n^# HELP \\1 ");
    return counter
        .matcher(text)
        .replaceAll("# TYPE $1_total counter\n# HELP $1_total ")
        .replaceFirst("# EOF\n$", "");
  }

  private void standings(Engine engine) {
    var summary = engine.summary();
    family("vow_promises", "gauge", "promises by how they stand");
    for (var outcome : Outcome.values()) {
      sample("vow_promises", outcome, summary.count(outcome));
    }
    var standings = engine.notable(); // which all of these are
    family("vow_contested", "gauge", "promises that somebody else keeps changing");
    sample("vow_contested", standings.stream().filter(Standing::contested).count());
    family("vow_overrides", "gauge", "promises that are held or undone by a person");
    sample("vow_overrides", standings.stream().filter(s -> s.hold().isPresent()).count());
  }

  private void brakes(Engine engine) {
    family("vow_brake", "gauge", "whether this keeps everything from being repaired");
    for (var sort : List.of(Hold.Sort.HOLD, Hold.Sort.BREAKER, Hold.Sort.OBSERVE)) {
      boolean on = engine.brake().filter(hold -> hold.sort() == sort).isPresent();
      sample("vow_brake{by=\"" + sort.word() + "\"}", on ? 1 : 0);
    }
  }

  private void totals(Totals totals) {
    family("vow_outcomes", "counter", "outcomes that were reported");
    for (var outcome : Outcome.values()) {
      sample("vow_outcomes_total", outcome, totals.count(outcome));
    }
    for (var counter : Counter.values()) {
      var name = "vow_" + counter.word();
      family(name, "counter", counter.help());
      sample(name + "_total", totals.count(counter));
    }
  }

  private void family(String name, String type, String help) {
    text.append("# TYPE ").append(name).append(' ').append(type).append('\n');
    text.append("# HELP ").append(name).append(' ').append(help).append('\n');
  }

  private void sample(String name, Outcome outcome, long value) {
    var label = outcome.name().toLowerCase(Locale.ROOT);
    sample(name + "{outcome=\"" + label + "\"}", value);
  }

  private void sample(String name, long value) {
    text.append(name).append(' ').append(value).append('\n');
  }
}
