package vow.cli;

import vow.agent.Screen;
import vow.agent.report.Refused;

/** {@code vow keep}: make the machine as the policy says, and keep it so. */
final class Keep implements Verb {
  private static final Option ONCE = Option.toggle("--once", "converge and exit");

  @Override
  public VerbSpec spec() {
    return VerbSpec.of("keep", Group.POLICY, "make the machine as described, and keep it so")
        .describedAs(
            "Converges, then stays in the foreground and repairs what drifts, the moment the kernel"
                + " tells; while nothing changes it does nothing. A changed policy is taken up when"
                + " its files are complete; one that is invalid never replaces the last good one.",
            "On a machine that vow never kept, a person at a terminal is asked first whether to look"
                + " before anything is touched; a script is not.",
            "Without PATH: this folder if it holds a *.hcl, else /etc/vow. HUP reads the policy"
                + " again; TERM and INT finish what is being repaired and exit with 0.")
        .taking(PolicyOptions.PATH)
        .with(
            ONCE,
            PolicyOptions.OBSERVE,
            PolicyOptions.LIMIT,
            PolicyOptions.SKIP,
            PolicyOptions.VAR,
            PolicyOptions.VAR_FILE)
        .example(
            "vow keep examples/first.hcl --root /tmp/first", "keep a tree of files to play with")
        .example("vow keep --once --json", "converge once, for a script")
        .example("vow keep --observe", "tell what differs from now on, and touch nothing");
  }

  @Override
  public int run(Invocation invocation) throws UsageException, Failure, Refused {
    var request = PolicyOptions.request(invocation);
    var terminal = invocation.terminal();
    boolean asks =
        terminal.errTerminal()
            && !request.only().observe()
            && !invocation.json()
            && invocation.environment().getOrDefault("CI", "").isEmpty();
    if (asks && FirstRun.isFirst(request.places()) && !FirstRun.begin(invocation)) {
      return ExitCode.FAILED;
    }
    var screen = new Screen(terminal.out(), terminal.err(), invocation.json(), terminal.colours());
    var keep = new vow.agent.Keep(request, screen, () -> Runtime.getRuntime().halt(ExitCode.KEPT));
    if (invocation.has(ONCE.name())) {
      return keep.once() ? ExitCode.KEPT : ExitCode.FAILED;
    }
    keep.stay();
    return ExitCode.KEPT;
  }
}
