package vow.cli;

import vow.agent.Logbook;
import vow.agent.Remote;
import vow.agent.report.Refused;
import vow.model.PromiseId;

/** {@code vow forget}: stop knowing of a promise that is not in the policy any more. */
final class Forget implements Verb {
  @Override
  public VerbSpec spec() {
    return VerbSpec.of("forget", Group.KNOW, "stop knowing of a promise that left the policy")
        .describedAs(
            "Nothing on the machine is touched: how it stood, what its repairs replaced and that it"
                + " was to be taken back are forgotten, and it stays as it is. What the policy of a"
                + " running agent has is not forgotten; leave that alone with vow hold.")
        .taking(Promises.PROMISE)
        .example("vow forget file[/etc/motd]", "it is nobody's business any more");
  }

  @Override
  public int run(Invocation invocation) throws UsageException, Failure, Refused {
    var word = invocation.argument(0).orElse("");
    var logbook = new Logbook(invocation.places());
    var leaving = logbook.leaving().stream().filter(id -> means(id, word)).toList();
    var id = leaving.size() == 1 ? leaving.getFirst() : Promises.one(invocation);
    new Remote(invocation.places()).forget(id);
    invocation.terminal().say(id + " is forgotten, and stays as it is");
    return ExitCode.KEPT;
  }

  private static boolean means(PromiseId id, String word) {
    return id.toString().equals(word) || id.name().equals(word);
  }
}
