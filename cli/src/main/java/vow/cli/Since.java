package vow.cli;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import vow.model.schema.Units;

/** From when on, as people write it: a time, or how long ago. */
final class Since {
  static final Option OPTION =
      Option.valued("--since", "TIME", "from that time on: 2026-01-31T12:00:00Z, or 1h ago as 1h");

  private Since() {}

  /** Empty when it is not given. */
  static Optional<Instant> of(Invocation invocation) throws UsageException {
    var text = invocation.option(OPTION.name());
    if (text.isEmpty()) {
      return Optional.empty();
    }
    var ago = Units.duration(text.get());
    if (ago.isPresent()) {
      return Optional.of(Instant.now().minus(ago.get()));
    }
    try {
      return Optional.of(Instant.parse(text.get()));
    } catch (DateTimeParseException _) {
      throw new UsageException(
          "--since needs a time such as 2026-01-31T12:00:00Z or 1h, not \"" + text.get() + "\"");
    }
  }
}
