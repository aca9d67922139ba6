package vow.cli;

import vow.agent.report.Refused;

/** {@code vow check [PATH]}. */
final class Check implements Verb {
  private static final Option NODE =
      Option.repeated("--node", "NAME", "as this node sees it, by its saved facts");
  private static final Option ALL_NODES =
      Option.toggle("--all-nodes", "as each node sees it whose facts are saved");
  private static final Option FACTS =
      Option.valued("--facts", "FOLDER", "where facts are saved; facts beside the policy");

  @Override
  public VerbSpec spec() {
    return VerbSpec.of("check", Group.POLICY, "say everything that is wrong with a policy")
        .describedAs(
            "Reads the whole policy, used or not, and prints all errors at once: where, what, what"
                + " was expected, and what was probably meant. Facts about the machine are known by"
                + " their types only, so that a policy can be checked anywhere.",
            "--node compiles it with the facts that vow facts --save wrote on another machine, with"
                + " its data and everything that depends on facts; --all-nodes does that for a whole"
                + " folder of them.",
            "The exit code is 0 when there are no errors. Nothing is changed.")
        .taking(PolicyOptions.PATH)
        .with(NODE, ALL_NODES, FACTS, PolicyOptions.VAR, PolicyOptions.VAR_FILE)
        .example("vow check", "the policy in this folder, or in /etc/vow")
        .example("vow check site --all-nodes", "before a change is pushed: all machines at once")
        .example("vow check site.hcl --json", "for an editor");
  }

  @Override
  public int run(Invocation invocation) throws UsageException, Failure, Refused {
    var request = PolicyOptions.request(invocation);
    if (invocation.has(ALL_NODES.name()) || !invocation.all(NODE.name()).isEmpty()) {
      return new CheckNodes(request, invocation)
          .run(invocation.all(NODE.name()), invocation.option(FACTS.name()));
    }
    var path = request.location().path();
    try (var _ = Progress.of("checking " + path, invocation.terminal())) {
      var diagnostics = vow.agent.Check.diagnostics(request);
      Sources.tell(diagnostics, invocation);
      if (diagnostics.hasErrors()) {
        return ExitCode.FAILED;
      }
    }
    if (!invocation.json()) {
      invocation.terminal().out().println(path + ": no errors");
    }
    return ExitCode.KEPT;
  }
}
