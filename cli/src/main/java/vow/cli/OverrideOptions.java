package vow.cli;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import vow.engine.Hold;
import vow.model.schema.Units;

/** What {@code hold} and {@code undo} take. */
final class OverrideOptions {
  static final Option FOR = Option.valued("--for", "DURATION", "end it after this time, as 1h");
  static final Option WHY = Option.valued("--why", "TEXT", "say why; status shows it");

  private OverrideOptions() {}

  static Hold of(Invocation invocation, Hold.Sort sort) throws UsageException {
    return new Hold(
        who(invocation.environment()),
        invocation.option(WHY.name()).orElse(""),
        duration(invocation).map(OverrideOptions::untilMs).orElse(Hold.FOREVER),
        sort);
  }

  private static Optional<Duration> duration(Invocation invocation) throws UsageException {
    var text = invocation.option(FOR.name());
    var duration = text.flatMap(Units::duration);
    if (text.isPresent() && duration.isEmpty()) {
      throw new UsageException(
          "--for needs a duration such as 1h or 30m, not \"" + text.get() + "\"");
    }
    return duration;
  }

  private static long untilMs(Duration duration) {
    return System.currentTimeMillis() + duration.toMillis();
  }

  /** The person behind sudo, as far as the environment tells. */
  static String who(Map<String, String> environment) {
    var sudo = environment.getOrDefault("SUDO_USER", "");
    return sudo.isEmpty() ? System.getProperty("user.name", "unknown") : sudo;
  }
}
