package vow.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.StandardWatchEventKinds;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import vow.agent.Logbook;
import vow.agent.json.Json;
import vow.agent.report.HappenedJson;
import vow.agent.report.Refused;
import vow.agent.state.JournalTail;
import vow.model.Cause;
import vow.model.Outcome;

/** {@code vow journal}: what happened, when and by whom. */
final class JournalVerb implements Verb {
  private static final Option FOLLOW =
      Option.toggle("--follow", "go on printing what happens").shortly("f");
  private static final Option OUTCOME =
      Option.repeated("--outcome", "WORD", "only these outcomes, such as repaired");
  private static final Option CAUSE =
      Option.repeated("--cause", "WORD", "only these causes, such as drift");
  private static final Option LINES = Option.valued("--lines", "N", "only the last N").shortly("n");

  @Override
  public VerbSpec spec() {
    return VerbSpec.of("journal", Group.KNOW, "show what happened, when and by whom")
        .taking(Argument.optional("PROMISE", Argument.Kind.PROMISE, "only of this promise"))
        .with(FOLLOW, Since.OPTION, OUTCOME, CAUSE, LINES)
        .example("vow journal --since 1h --cause drift", "what drifted in the last hour")
        .example("vow journal -f /etc/motd --json", "follow one promise, for a program");
  }

  @Override
  public int run(Invocation invocation) throws UsageException, Failure, Refused {
    var logbook = new Logbook(invocation.places());
    var reading = new Reading(logbook.tail(), filter(invocation), invocation);
    var last = lines(invocation);
    if (invocation.has(FOLLOW.name())) {
      follow(reading, last);
    } else {
      reading.print(last);
    }
    reading.tellDamage();
    if (!Files.isDirectory(logbook.tail().folder())) {
      invocation.terminal().say(Promises.NOTHING);
    }
    return ExitCode.KEPT;
  }

  private static void follow(Reading reading, Optional<Integer> last) throws Failure {
    var folder = reading.tail.folder();
    if (!Files.isDirectory(folder)) {
      throw new Failure(Promises.NOTHING);
    }
    try (var watch = folder.getFileSystem().newWatchService()) {
      // Before the first look, so that nothing falls between looking and watching.
      folder.register(
          watch, StandardWatchEventKinds.ENTRY_MODIFY, StandardWatchEventKinds.ENTRY_CREATE);
      reading.print(last);
      while (true) {
        reading.invocation.terminal().flush();
        var key = watch.take();
        key.pollEvents();
        key.reset();
        reading.print(Optional.empty());
      }
    } catch (IOException e) {
      throw new Failure("unable to follow the journal: " + Causes.of(e));
    } catch (InterruptedException _) {
      return;
    }
  }

  /** One reading of the journal, from its beginning on. */
  private static final class Reading {
    private final JournalTail tail;
    private final Predicate<Map<String, @Nullable Object>> wanted;
    private final Invocation invocation;
    private int damaged;

    Reading(
        JournalTail tail, Predicate<Map<String, @Nullable Object>> wanted, Invocation invocation) {
      this.tail = tail;
      this.wanted = wanted;
      this.invocation = invocation;
    }

    /** Prints what was not read before; of that only the last so many, when it says how many. */
    void print(Optional<Integer> last) throws Failure {
      var held = new ArrayDeque<Map<String, @Nullable Object>>();
      try {
        tail.more(line -> {
          var entry = Json.parseObject(line);
          damaged += entry.isEmpty() ? 1 : 0;
          if (entry.isPresent() && wanted.test(entry.get())) {
            held.add(entry.get());
            if (last.isEmpty() || held.size() > last.get()) {
              var oldest = held.removeFirst();
              if (last.isEmpty()) {
                print(oldest);
              }
            }
          }
        });
      } catch (IOException e) {
        throw new Failure("unable to read the journal: " + Causes.of(e));
      }
      held.forEach(this::print);
    }

    void tellDamage() {
      if (damaged > 0) {
        invocation.terminal().say(damaged + " damaged lines of the journal were left out");
      }
    }

    private void print(Map<String, @Nullable Object> entry) {
      var out = invocation.terminal().out();
      out.println(invocation.json() ? Json.write(entry) : EntryText.of(entry));
    }
  }

  private static Predicate<Map<String, @Nullable Object>> filter(Invocation invocation)
      throws UsageException, Failure {
    Predicate<Map<String, @Nullable Object>> wanted =
        entry ->
            entry.get("id") != null || entry.containsKey("brake") || entry.containsKey("notify");
    if (invocation.argument(0).isPresent()) {
      var id = Promises.one(invocation).toString();
      wanted = wanted.and(entry -> id.equals(entry.get("id")));
    }
    var since = Since.of(invocation);
    if (since.isPresent()) {
      var from = HappenedJson.time(since.get().toEpochMilli()); // written alike: text compares
      wanted = wanted.and(entry -> String.valueOf(entry.get("time")).compareTo(from) >= 0);
    }
    return wanted
        .and(oneOf("outcome", words(invocation, OUTCOME, Outcome.values(), Outcome::word)))
        .and(oneOf("cause", words(invocation, CAUSE, Cause.values(), Cause::word)));
  }

  /** What was given; a word that no entry can have is a slip, not a filter. */
  private static <T> List<String> words(
      Invocation invocation, Option option, T[] all, Function<T, String> word)
      throws UsageException {
    var known = Arrays.stream(all).map(word).toList();
    for (var given : invocation.all(option.name())) {
      if (!known.contains(given)) {
        throw new UsageException(
            option.name() + " is one of " + String.join(", ", known) + ", not \"" + given + "\"");
      }
    }
    return invocation.all(option.name());
  }

  private static Predicate<Map<String, @Nullable Object>> oneOf(String field, List<String> words) {
    return entry -> words.isEmpty() || words.contains(String.valueOf(entry.get(field)));
  }

  private static Optional<Integer> lines(Invocation invocation) throws UsageException {
    var text = invocation.option(LINES.name());
    if (text.isPresent() && !text.get().matches("[0-9]{1,9}")) {
      throw new UsageException("--lines needs a number, not \"" + text.get() + "\"");
    }
    return text.map(Integer::valueOf);
  }
}
