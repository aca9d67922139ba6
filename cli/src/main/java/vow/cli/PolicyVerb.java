package vow.cli;

import java.util.List;
import vow.agent.report.Refused;

/** {@code vow policy}: where the policy comes from, and the versions that were accepted. */
final class PolicyVerb implements Verb {
  private static final List<String> VERSIONS = List.of("log", "show", "rollback");
  private static final List<String> ACTIONS =
      List.of("log", "show", "rollback", "from", "fetch", "repo", "receive");

  @Override
  public VerbSpec spec() {
    return VerbSpec.of("policy", Group.RELEASES, "say where the policy comes from, and go back")
        .describedAs(
            "Every policy that an agent accepts is kept with all its files: modules, templates and"
                + " data, too; the newest 50 of them. log lists them, the newest first; show is what"
                + " one changed, as diffs to the one before; rollback makes the policy's files what"
                + " they were, for an agent that runs to take up. Without N, show is of the newest,"
                + " and rollback goes to the one before it.",
            "Files that speak of something sensitive, or in which a sensitive promise's text stands,"
                + " are not kept, only their digests: rollback refuses when such a file has changed."
                + " What a rollback replaces, accepted or not, stays beside it, as"
                + " FILE.before-rollback.",
            "from URL fetches the policy from a git repository (a branch or a tag, signed by an"
                + " allowed key if --signers names a file of them), or from a tar archive signed"
                + " with minisign (--key), into the folder that the agent keeps, and remembers that"
                + " for fetch. repo makes a git repository here, for git push; a push that this node"
                + " would not keep is refused. receive takes a tar archive from standard input, as"
                + " vow push sends it.",
            "Whatever comes is compiled first, as this node, and replaces the folder in one step; if"
                + " anything is wrong, nothing has changed. Files that were changed here by hand are"
                + " not replaced without --replace, which keeps them beside the folder.")
        .taking(
            Argument.one(
                "log|show|rollback|from|fetch|repo|receive", Argument.Kind.WORD, "what to do"),
            Argument.optional("N|URL", Argument.Kind.WORD, "a version's number, or an address"))
        .with(
            PolicySources.INTO,
            PolicySources.BRANCH,
            PolicySources.TAG,
            PolicySources.SUBFOLDER,
            PolicySources.SIGNERS,
            PolicySources.KEY,
            PolicySources.CA,
            PolicySources.PROXY,
            PolicySources.REPLACE,
            PolicySources.ALLOW_OLDER,
            PolicyOptions.VAR,
            PolicyOptions.VAR_FILE)
        .example("vow policy log", "what was accepted, and when")
        .example("vow policy rollback", "to the one before the newest")
        .example(
            "vow policy from https://example.org/policy.git --branch main --signers allowed",
            "take the policy from git, if an allowed key has signed it")
        .example(
            "vow policy from https://example.org/policy.tar.gz --key RWQ...",
            "take it from an archive that is signed with minisign")
        .example("vow policy fetch", "once more, from where it came");
  }

  @Override
  public int run(Invocation invocation) throws UsageException, Failure, Refused {
    var action = Actions.chosen("policy", ACTIONS, invocation);
    if (VERSIONS.contains(action)) {
      PolicyVersionsText.run(action, invocation);
    } else {
      new PolicySources(invocation).run(action);
    }
    return ExitCode.KEPT;
  }
}
