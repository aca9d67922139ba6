package vow.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import vow.agent.Logbook;
import vow.agent.report.Refused;

/** {@code vow report}: what is kept, what drifted, by whom and when, to be read by others. */
final class ReportVerb implements Verb {
  private static final Duration USUAL = Duration.ofDays(7);
  private static final Option HTML =
      Option.toggle("--html", "one page that needs nothing else, to FILE or standard output");

  @Override
  public VerbSpec spec() {
    return VerbSpec.of("report", Group.KNOW, "tell what is kept, what drifted, by whom and when")
        .describedAs(
            "Reads what the agent wrote down: its status, its journal, and its manifest. Looking"
                + " wakes nobody. Without --since it is about the last 7 days; the journal keeps at"
                + " most 32 MiB.",
            "With --html it is a page with a timeline and a graph, light or dark as the reader's"
                + " screen is, that loads nothing and holds no script. The content of files is not in"
                + " it.")
        .taking(Argument.optional("FILE", Argument.Kind.PATH, "where the page is written"))
        .with(HTML, Since.OPTION)
        .example("vow report --since 24h", "the last day, as text")
        .example("vow report --html report.html", "a page for those who want to see it");
  }

  @Override
  public int run(Invocation invocation) throws UsageException, Failure, Refused {
    var file = invocation.argument(0);
    if (file.isPresent() && !invocation.has(HTML.name())) {
      throw new UsageException("a FILE is for the page: vow report --html " + file.get());
    }
    if (invocation.has(HTML.name()) && invocation.json()) {
      throw new UsageException("--html or --json, not both");
    }
    var now = Instant.now();
    var since = Since.of(invocation).orElse(now.minus(USUAL));
    var data = ReportData.read(new Logbook(invocation.places()), since, now);
    var out = invocation.terminal().out();
    if (file.isPresent()) {
      write(Path.of(file.get()), ReportPage.of(data));
    } else if (invocation.has(HTML.name())) {
      out.print(ReportPage.of(data));
    } else if (invocation.json()) {
      out.println(ReportJson.of(data));
    } else {
      ReportText.lines(data).forEach(out::println);
    }
    return ExitCode.KEPT;
  }

  private static void write(Path file, String page) throws Failure {
    try {
      Files.writeString(file, page);
    } catch (IOException e) {
      throw new Failure("unable to write " + file + ": " + Causes.of(e));
    }
  }
}
