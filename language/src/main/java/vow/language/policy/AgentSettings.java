package vow.language.policy;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import vow.model.schema.Attribute;
import vow.model.schema.Fields;
import vow.model.schema.Types;

/**
 * What the block {@code agent} says about the agent itself.
 *
 * @param linger how long the brain stays after the last event
 * @param mode {@code keep}, or {@code noop}: nothing is repaired
 * @param supervisor who runs services: {@code native}, {@code systemd} or {@code s6}
 */
public record AgentSettings(
    Optional<Duration> linger, Optional<String> mode, Optional<String> supervisor) {
  /** Nothing is said. */
  public static final AgentSettings NONE =
      new AgentSettings(Optional.empty(), Optional.empty(), Optional.empty());

  /** What policies may say, for the checker and the reference. */
  public static final List<Attribute> ATTRIBUTES =
      List.of(
          new Attribute(
              "linger",
              Types.SPAN,
              false,
              "How long the agent stays in memory after the last event.",
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
              "what the machine has"));

  static AgentSettings of(Fields fields) {
    return new AgentSettings(
        fields.duration("linger"), fields.text("mode"), fields.text("supervisor"));
  }
}
