package vow.agent.keeper;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import vow.agent.run.Ended;
import vow.agent.run.Run;
import vow.model.Command;
import vow.model.Repair;

/** Runs the command that has the last word on new content. */
final class Validation {
  private static final Duration TIMEOUT_MAX = Duration.ofMinutes(5);
  private static final String PLACEHOLDER = "%s";

  private Validation() {}

  /** What became of the repair when the command refused the content in this file of the host. */
  static Optional<Repair> problem(Command command, String path, String candidate, Site site) {
    var inserted = command.shell() ? Command.quoted(candidate) : candidate;
    List<String> argv =
        command.toArgv().stream().map(a -> a.replace(PLACEHOLDER, inserted)).toList();
    var left = site.attempt().left();
    var ended =
        site.runner().run(Run.of(argv, left.compareTo(TIMEOUT_MAX) < 0 ? left : TIMEOUT_MAX));
    if (ended.succeeded()) {
      return Optional.empty();
    }
    var how = site.attempt().sensitive() ? "refused it" : ended.text().replace(candidate, path);
    var why = "unable to write %s: `%s` %s".formatted(path, command.text(), how);
    return Optional.of(ended instanceof Ended.TimedOut ? Repair.timeout(why) : Repair.failed(why));
  }
}
