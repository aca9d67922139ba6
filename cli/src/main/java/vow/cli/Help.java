package vow.cli;

/** {@code vow help [VERB]}. */
final class Help implements Verb {
  @Override
  public VerbSpec spec() {
    return VerbSpec.of("help", Group.HELP, "show what a verb does, its options, and examples")
        .taking(Argument.optional("VERB", Argument.Kind.VERB, "the verb; without one, all of them"))
        .example("vow help fmt", "everything about vow fmt");
  }

  @Override
  public int run(Invocation invocation) throws UsageException {
    var verb = invocation.argument(0);
    invocation
        .terminal()
        .out()
        .print(
            verb.isPresent()
                ? HelpText.of(CommandLine.verb(verb.get()).spec())
                : HelpText.overview());
    return ExitCode.KEPT;
  }
}
