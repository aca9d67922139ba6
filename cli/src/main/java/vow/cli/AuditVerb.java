package vow.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import vow.agent.Audit;
import vow.agent.Logbook;
import vow.agent.report.Refused;
import vow.engine.Happened;
import vow.model.Manifest;
import vow.model.Outcome;

/** {@code vow audit}: compare everything now, and write down what was found. */
final class AuditVerb implements Verb {
  private static final Option OUT =
      Option.valued("--out", "FILE", "write the report there, not among those of the agent");
  private static final Option JUNIT = Option.valued("--junit", "FILE", "and as JUnit XML there");
  private static final Option SARIF = Option.valued("--sarif", "FILE", "and as SARIF there");

  @Override
  public VerbSpec spec() {
    return VerbSpec.of("audit", Group.KNOW, "compare everything now, and sign what was found")
        .describedAs(
            "Assesses every promise anew, also where no event would tell of a change and where a"
                + " person holds it, and changes nothing. The policy is PATH, else the one that the"
                + " agent keeps.",
            "The report is JSON; its signature beside it, FILE.minisig, is of the node's key, whose"
                + " public part is keys/node.pub of the state folder: minisign -V -p node.pub -m"
                + " FILE verifies it. The last 30 are kept in audit of the state folder.",
            "Exits with 0 when everything is kept, with 2 when something differs, with 1 when"
                + " something could not be kept or compared.")
        .taking(PolicyOptions.PATH)
        .with(
            OUT,
            JUNIT,
            SARIF,
            PolicyOptions.LIMIT,
            PolicyOptions.SKIP,
            PolicyOptions.VAR,
            PolicyOptions.VAR_FILE)
        .example("vow audit", "what the agent keeps, for cron: silent tools read the exit code")
        .example("vow audit site --junit audit.xml --sarif audit.sarif", "for a build server");
  }

  @Override
  public int run(Invocation invocation) throws UsageException, Failure, Refused {
    var request = PolicyOptions.request(ofAgent(invocation));
    var audit = new Audit(request);
    Audit.Result result;
    try (var _ = Progress.of("comparing everything", invocation.terminal())) {
      result = audit.run();
    }
    var manifest = result.plan().manifest();
    if (manifest.isEmpty()) {
      Sources.tell(result.plan().compiled().diagnostics(), invocation);
      return ExitCode.FAILED;
    }
    var written = audit.write(result, invocation.option(OUT.name()).map(Path::of));
    write(invocation, JUNIT, () -> JunitText.of(result.plan().happened()));
    write(invocation, SARIF, () -> SarifText.of(result.plan().happened(), manifest.get()));
    if (invocation.json()) {
      invocation.terminal().out().println(audit.json(result));
    } else {
      print(result, manifest.get(), invocation.terminal());
      invocation.terminal().out().println("report " + written.report());
    }
    return code(result.plan().happened());
  }

  /** Without a path: the policy that the agent keeps, if there is one. */
  private static Invocation ofAgent(Invocation invocation) {
    var kept = new Logbook(invocation.places()).policyPath();
    return invocation.argument(0).isPresent() || kept.isEmpty()
        ? invocation
        : new Invocation(
            invocation.options(),
            List.of(kept.get()),
            invocation.environment(),
            invocation.terminal());
  }

  private static void write(Invocation invocation, Option option, Supplier<String> text)
      throws Failure {
    Optional<String> file = invocation.option(option.name());
    if (file.isEmpty()) {
      return;
    }
    try {
      Files.writeString(Path.of(file.get()), text.get());
    } catch (IOException e) {
      throw new Failure("unable to write " + file.get() + ": " + Causes.of(e));
    }
  }

  private static void print(Audit.Result result, Manifest manifest, Terminal terminal) {
    for (var happened : result.plan().happened()) {
      if (happened.outcome() != Outcome.KEPT) {
        PlanText.print(happened, terminal);
        var at = manifest.promise(happened.id()).map(p -> p.origin().toString()).orElse("");
        var hold = result.overrides().get(happened.id());
        var held = hold == null ? "" : ", held by " + hold.who();
        terminal.out().println("    promised at " + at + held);
      }
    }
    var counts = vow.agent.Plan.summary(result.plan().happened());
    terminal
        .out()
        .printf(
            "audit: kept %d, differ %d, fail %d%s%n",
            counts.get("kept"),
            counts.get("would-repair"),
            counts.get("would-fail"),
            PlanText.others(counts));
  }

  private static int code(List<Happened> happened) {
    if (happened.stream().anyMatch(h -> !h.outcome().good())) {
      return ExitCode.FAILED;
    }
    boolean differs = happened.stream().anyMatch(h -> h.outcome() == Outcome.REPAIRED);
    return differs ? ExitCode.WOULD_CHANGE : ExitCode.KEPT;
  }
}
