package vow.language.policy;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import vow.model.schema.Attribute;
import vow.model.schema.Fields;
import vow.model.schema.Types;

/**
 * What the block {@code agent} says about the agent itself.
 *
 * @param linger how long the brain stays after the last event
 * @param mode {@code keep}, or {@code noop}: nothing is repaired
 * @param supervisor who runs services: {@code native}, {@code systemd} or {@code s6}
 * @param wakesPerHour how often a promise may wake the agent within an hour before it is named
 */
public record AgentSettings(
    Optional<Duration> linger,
    Optional<String> mode,
    Optional<String> supervisor,
    OptionalInt wakesPerHour) {
  /** Nothing is said. */
  public static final AgentSettings NONE =
      new AgentSettings(Optional.empty(), Optional.empty(), Optional.empty(), OptionalInt.empty());

  private static final int WAKES_PER_HOUR_MAX = 120;

  /** What policies may say, for the checker and the reference. */
  public static final List<Attribute> ATTRIBUTES =
      List.of(
          new Attribute(
              "linger",
              Types.SPAN,
              false,
              "How long the agent stays in memory after the last event. When it is not given, and"
                  + " the agent was woken 5 times within 5 minutes, it stays until nothing has"
                  + " happened for 5 minutes.",
              "\"30s\""),
          new Attribute(
              "mode",
              Types.word("keep", "noop"),
              false,
              "Whether promises are repaired, or only assessed.",
              "\"keep\""),
          new Attribute(
              "supervisor",
              Types.word("native", "systemd", "s6"),
              false,
              "Who runs services.",
              "what the machine has"),
          new Attribute(
              "wakes_per_hour",
              Types.whole(1, WAKES_PER_HOUR_MAX),
              false,
              "How often a promise may wake the agent within an hour; one that does so more often"
                  + " is named by status, in the metrics and once on standard error.",
              "12"));

  static AgentSettings of(Fields fields) {
    var wakesPerHour = fields.whole("wakes_per_hour");
    return new AgentSettings(
        fields.duration("linger"),
        fields.text("mode"),
        fields.text("supervisor"),
        wakesPerHour.isPresent()
            ? OptionalInt.of((int) wakesPerHour.getAsLong())
            : OptionalInt.empty());
  }
}
