package vow.cli;

import vow.agent.report.Refused;

/** One word of the command line that does something. Register it in {@link Verbs}. */
interface Verb {
  VerbSpec spec();

  /**
   * Does it, and says with which code the process should exit.
   *
   * @throws UsageException when the words make no sense together: exit 64
   * @throws Failure when it cannot be done: exit 1
   * @throws Refused when the agent's side says so: exit 64 or 1
   */
  int run(Invocation invocation) throws UsageException, Failure, Refused;
}
