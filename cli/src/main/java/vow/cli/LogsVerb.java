package vow.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import vow.language.syntax.Spelling;

/** {@code vow logs NAME...}: what services have written. Read from files; wakes nobody. */
final class LogsVerb implements Verb {
  private static final Option FOLLOW =
      Option.toggle("--follow", "go on printing what is written").shortly("f");
  private static final Option GREP =
      Option.valued("--grep", "PATTERN", "only lines with a match of this regular expression");
  private static final Option LINES = Option.valued("--lines", "N", "only the last N").shortly("n");

  @Override
  public VerbSpec spec() {
    return VerbSpec.of("logs", Group.SERVICES, "show what services have written")
        .describedAs(
            "Each line has the time, in UTC, at which it was read. Of several services the lines"
                + " are in the order of their times, with the service's name after the time. Lines"
                + " of services that are not in the policy any more are shown as long as they are"
                + " kept.")
        .taking(
            new Argument(
                "NAME", 1, Argument.MANY, Argument.Kind.WORD, "services: web, or service[web]"))
        .with(FOLLOW, Since.OPTION, GREP, LINES)
        .example("vow logs web -n 100", "the last hundred lines")
        .example("vow logs web db -f --since 5m", "two services, from five minutes ago on")
        .example("vow logs web --grep 'error|warn' --json", "what matters, for a program");
  }

  @Override
  public int run(Invocation invocation) throws UsageException, Failure {
    var names = ServiceNames.all(invocation);
    var wanted = new LogLines.Wanted(Since.of(invocation), pattern(invocation), lines(invocation));
    for (var name : names) {
      folder(name, invocation);
    }
    try (var reading = new LogLines(names, wanted, invocation)) {
      if (invocation.has(FOLLOW.name())) {
        follow(names, reading, invocation);
      } else {
        reading.print();
      }
    } catch (IOException e) {
      throw new Failure("unable to read the log: " + Causes.of(e));
    }
    return ExitCode.KEPT;
  }

  private static void follow(List<String> names, LogLines reading, Invocation invocation)
      throws IOException, Failure {
    try (var watch = invocation.places().logs().getFileSystem().newWatchService()) {
      // Before the first look, so that nothing falls between looking and watching.
      for (var name : names) {
        folder(name, invocation)
            .register(
                watch, StandardWatchEventKinds.ENTRY_MODIFY, StandardWatchEventKinds.ENTRY_CREATE);
      }
      reading.print();
      int left = names.size();
      while (left > 0) {
        invocation.terminal().flush();
        var key = watch.take();
        key.pollEvents();
        left -= key.reset() ? 0 : 1; // its folder was removed
        reading.print();
      }
    } catch (InterruptedException _) {
      return;
    }
  }

  private static Path folder(String name, Invocation invocation) throws Failure {
    var logs = invocation.places().logs();
    var folder = logs.resolve(name);
    if (Files.isDirectory(folder)) {
      return folder;
    }
    if (!Files.isDirectory(logs)) {
      throw new Failure("no service has a log here; is this the agent's --root or --state?");
    }
    if (!Files.isReadable(logs) || !Files.isExecutable(logs)) {
      throw new Failure("unable to read " + logs + ": permission denied");
    }
    throw new Failure(
        "there is no log of "
            + ServiceNames.id(name)
            + Spelling.nearest(name, ServiceNames.folders(logs))
                .map(it -> ", did you mean " + it + "?")
                .orElse(""));
  }

  private static Predicate<String> pattern(Invocation invocation) throws UsageException {
    try {
      return invocation
          .option(GREP.name())
          .map(text -> Pattern.compile(text).asPredicate())
          .orElse(_ -> true);
    } catch (PatternSyntaxException e) {
      throw new UsageException(
          "--grep needs a regular expression, not \"%s\": %s"
              .formatted(e.getPattern(), e.getDescription()));
    }
  }

  private static Optional<Integer> lines(Invocation invocation) throws UsageException {
    var text = invocation.option(LINES.name());
    if (text.isPresent() && !text.get().matches("[0-9]{1,9}")) {
      throw new UsageException("--lines needs a number, not \"" + text.get() + "\"");
    }
    return text.map(Integer::valueOf);
  }
}
