package vow.cli;

import java.io.IOException;
import java.nio.file.StandardWatchEventKinds;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import vow.agent.Logbook;
import vow.agent.json.Json;
import vow.agent.report.Refused;
import vow.model.schema.Units;

/** {@code vow journal}: what happened, when and by whom. */
final class JournalVerb implements Verb {
  private static final Option FOLLOW =
      Option.toggle("--follow", "go on printing what happens").shortly("f");
  private static final Option SINCE =
      Option.valued("--since", "TIME", "from that time on: 2026-01-31T12:00:00Z, or 1h ago as 1h");
  private static final Option OUTCOME =
      Option.repeated("--outcome", "WORD", "only these outcomes, such as repaired");
  private static final Option CAUSE =
      Option.repeated("--cause", "WORD", "only these causes, such as drift");
  private static final Option LINES = Option.valued("--lines", "N", "only the last N").shortly("n");

  @Override
  public VerbSpec spec() {
    return VerbSpec.of("journal", Group.KNOW, "show what happened, when and by whom")
        .taking(Argument.optional("PROMISE", Argument.Kind.PROMISE, "only of this promise"))
        .with(FOLLOW, SINCE, OUTCOME, CAUSE, LINES)
        .example("vow journal --since 1h --cause drift", "what drifted in the last hour")
        .example("vow journal -f /etc/motd --json", "follow one promise, for a program");
  }

  @Override
  public int run(Invocation invocation) throws UsageException, Failure, Refused {
    var wanted = filter(invocation);
    var logbook = new Logbook(invocation.places());
    var entries = logbook.journal(wanted);
    var last = lines(invocation);
    int from = last.map(n -> Math.max(0, entries.size() - n)).orElse(0);
    print(entries.subList(from, entries.size()), invocation);
    if (invocation.has(FOLLOW.name())) {
      follow(logbook, wanted, invocation);
    }
    return ExitCode.KEPT;
  }

  private static void follow(
      Logbook logbook, Predicate<Map<String, @Nullable Object>> wanted, Invocation invocation)
      throws Refused, Failure {
    var folder = logbook.journalFolder();
    try (var watch = folder.getFileSystem().newWatchService()) {
      folder.register(
          watch, StandardWatchEventKinds.ENTRY_MODIFY, StandardWatchEventKinds.ENTRY_CREATE);
      // What was written between reading and registering comes with the first event.
      long printed = logbook.journal(wanted).size();
      invocation.terminal().flush();
      while (true) {
        var key = watch.take();
        key.pollEvents();
        key.reset();
        var entries = logbook.journal(wanted);
        long start = entries.size() < printed ? 0 : printed; // rotated files have gone
        print(entries.subList((int) start, entries.size()), invocation);
        invocation.terminal().flush();
        printed = entries.size();
      }
    } catch (IOException e) {
      throw new Failure("unable to follow the journal: " + Causes.of(e));
    } catch (InterruptedException _) {
      return;
    }
  }

  private static Predicate<Map<String, @Nullable Object>> filter(Invocation invocation)
      throws UsageException, Failure {
    Predicate<Map<String, @Nullable Object>> wanted = entry -> entry.get("id") != null;
    if (invocation.argument(0).isPresent()) {
      var id = Promises.one(invocation).toString();
      wanted = wanted.and(entry -> id.equals(entry.get("id")));
    }
    var since = since(invocation);
    if (since.isPresent()) {
      var from = since.get().toString();
      wanted = wanted.and(entry -> String.valueOf(entry.get("time")).compareTo(from) >= 0);
    }
    return wanted
        .and(oneOf("outcome", invocation.all(OUTCOME.name())))
        .and(oneOf("cause", invocation.all(CAUSE.name())));
  }

  private static Predicate<Map<String, @Nullable Object>> oneOf(String field, List<String> words) {
    return entry -> words.isEmpty() || words.contains(String.valueOf(entry.get(field)));
  }

  private static Optional<Instant> since(Invocation invocation) throws UsageException {
    var text = invocation.option(SINCE.name());
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

  private static Optional<Integer> lines(Invocation invocation) throws UsageException {
    var text = invocation.option(LINES.name());
    if (text.isPresent() && !text.get().matches("[0-9]{1,9}")) {
      throw new UsageException("--lines needs a number, not \"" + text.get() + "\"");
    }
    return text.map(Integer::valueOf);
  }

  private static void print(List<Map<String, @Nullable Object>> entries, Invocation invocation) {
    var out = invocation.terminal().out();
    for (var entry : entries) {
      out.println(invocation.json() ? Json.write(entry) : EntryText.of(entry));
    }
  }
}
