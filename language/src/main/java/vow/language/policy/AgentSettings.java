package vow.language.policy;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import vow.model.schema.Attribute;
import vow.model.schema.Fields;
import vow.model.schema.Type;
import vow.model.schema.Types;
import vow.model.tell.Contact;

/**
 * What the block {@code agent}, and the blocks {@code notify}, say about the agent itself.
 *
 * @param linger how long the brain stays after the last event
 * @param observe everything is assessed and nothing repaired
 * @param breaker when repairs stop by themselves; empty for never
 * @param supervisor who runs services: {@code native}, {@code systemd} or {@code s6}
 * @param wakesPerHour how often a promise may wake the agent within an hour before it is named
 * @param logsMax what the logs of all services may take on disk, in bytes
 * @param shown who may see more than the owner does
 * @param contacts who is told
 */
public record AgentSettings(
    Optional<Duration> linger,
    boolean observe,
    Optional<Breaker> breaker,
    Optional<String> supervisor,
    OptionalInt wakesPerHour,
    long logsMax,
    Shown shown,
    List<Contact> contacts) {
  private static final long LOGS_MAX = 4L << 30;

  /** Nothing is said. */
  public static final AgentSettings NONE =
      new AgentSettings(
          Optional.empty(),
          false,
          Optional.empty(),
          Optional.empty(),
          OptionalInt.empty(),
          LOGS_MAX,
          Shown.NOTHING,
          List.of());

  public AgentSettings {
    contacts = List.copyOf(contacts);
  }

  /**
   * Where others see how the agent does.
   *
   * @param metrics a file for them
   * @param group whose members may read the status
   */
  public record Shown(Optional<String> metrics, Optional<String> group) {
    /** Nowhere. */
    public static final Shown NOTHING = new Shown(Optional.empty(), Optional.empty());
  }

  /**
   * When repairs stop by themselves.
   *
   * @param repairs more than so many
   * @param within in this time
   * @param sharePercent or when more of all promises differ in that time
   */
  public record Breaker(int repairs, Duration within, int sharePercent) {}

  private static final int WAKES_PER_HOUR_MAX = 120;

  private static final int REPAIRS = 100;
  private static final int REPAIRS_MAX = 10_000;
  private static final int SHARE = 50;
  private static final Duration WITHIN = Duration.ofMinutes(1);

  private static final List<Attribute> BREAKER =
      List.of(
          new Attribute(
              "repairs",
              Types.whole(0, REPAIRS_MAX),
              false,
              "So many repairs are made within the time, and then no more.",
              "100"),
          new Attribute("within", Types.SPAN, false, "The time.", "\"1m\""),
          new Attribute(
              "share",
              Types.whole(1, 100),
              false,
              "So many per cent of all promises may differ within the time, once there are 5 that"
                  + " do.",
              "50"));

  /** What policies may say, for the checker and the reference. */
  public static final List<Attribute> ATTRIBUTES =
      List.of(
          new Attribute(
              "linger",
              Types.SPAN,
              false,
              "How long the agent stays in memory after the last event. When it is not given, and"
                  + " the agent was woken 5 times within 5 minutes, it stays until nothing has"
                  + " happened for 5 minutes. \"0s\": it never leaves.",
              "\"30s\""),
          new Attribute(
              "mode",
              Types.word("keep", "observe", "noop"),
              false,
              "Whether promises are repaired, or only assessed: with \"observe\" (or \"noop\", the"
                  + " same) everything that differs is told, and nothing is touched.",
              "\"keep\""),
          new Attribute(
              "breaker",
              new Type.Nested(BREAKER),
              false,
              "Stops repairs when too much differs at once, until vow hold --all --release. What a"
                  + " new policy or a person causes does not count. An empty block has the defaults.",
              "never"),
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
              "12"),
          new Attribute(
              "logs_max",
              Types.SIZE,
              false,
              "What the logs of all services may take on disk together; a tenth of it is for those"
                  + " of services that are no longer in the policy. Services whose `logs` would take"
                  + " more than an equal share get that share, and at least 8 KiB.",
              "\"4GiB\""),
          new Attribute(
              "metrics",
              Types.PATH,
              false,
              "A file for the metrics that everybody may read, written as node_exporter's textfile"
                  + " collector wants it. Its folder must be there.",
              "none"),
          new Attribute(
              "status_group",
              Types.TEXT,
              false,
              "A group whose members may see the status: RUNTIME/status.json, and a socket beside it"
                  + " that answers questions and changes nothing.",
              "none"));

  static AgentSettings of(Fields fields) {
    var wakesPerHour = fields.whole("wakes_per_hour");
    return new AgentSettings(
        fields.duration("linger"),
        fields.text("mode").filter(mode -> !mode.equals("keep")).isPresent(),
        fields.nested("breaker").map(AgentSettings::breaker),
        fields.text("supervisor"),
        wakesPerHour.isPresent()
            ? OptionalInt.of((int) wakesPerHour.getAsLong())
            : OptionalInt.empty(),
        fields.sizeBytes("logs_max").orElse(LOGS_MAX),
        new Shown(fields.text("metrics"), fields.text("status_group")),
        List.of());
  }

  /** The same with these people to tell. */
  AgentSettings telling(List<Contact> whom) {
    return new AgentSettings(
        linger, observe, breaker, supervisor, wakesPerHour, logsMax, shown, whom);
  }

  private static Breaker breaker(Fields fields) {
    return new Breaker(
        (int) fields.whole("repairs").orElse(REPAIRS),
        fields.duration("within").orElse(WITHIN),
        (int) fields.whole("share").orElse(SHARE));
  }
}
