package vow.cli;

import vow.agent.report.Refused;

/** {@code vow check [PATH]}. */
final class Check implements Verb {
  @Override
  public VerbSpec spec() {
    return VerbSpec.of("check", Group.POLICY, "say everything that is wrong with a policy")
        .describedAs(
            "Reads the whole policy, used or not, and prints all errors at once: where, what, what"
                + " was expected, and what was probably meant. Facts about the machine are known by"
                + " their types only, so that a policy can be checked anywhere.",
            "The exit code is 0 when there are no errors. Nothing is changed.")
        .taking(PolicyOptions.PATH)
        .with(PolicyOptions.VAR, PolicyOptions.VAR_FILE)
        .example("vow check", "the policy in this folder, or in /etc/vow")
        .example("vow check site.hcl --json", "for an editor");
  }

  @Override
  public int run(Invocation invocation) throws UsageException, Failure, Refused {
    var request = PolicyOptions.request(invocation);
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
