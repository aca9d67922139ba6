package vow.cli;

import vow.agent.Remote;
import vow.agent.report.Refused;
import vow.engine.Hold;

/** {@code vow hold}: leave a promise alone for a while. */
final class HoldVerb implements Verb {
  private static final Option RELEASE = Option.toggle("--release", "end the override");

  @Override
  public VerbSpec spec() {
    return VerbSpec.of("hold", Group.KNOW, "leave a promise alone for a while")
        .describedAs(
            "While a promise is held nothing of it is repaired; its outcome is noop, and status"
                + " shows who holds it and until when. The hold ends at its time, when the policy"
                + " changes the promise, or with --release.")
        .taking(Promises.PROMISE)
        .with(OverrideOptions.FOR, OverrideOptions.WHY, RELEASE)
        .example("vow hold file[/etc/motd] --for 1h --why 'trying something'", "for an hour")
        .example("vow hold /etc/motd --release", "keep it again");
  }

  @Override
  public int run(Invocation invocation) throws UsageException, Failure, Refused {
    var id = Promises.one(invocation);
    var remote = new Remote(invocation.places());
    if (invocation.has(RELEASE.name())) {
      remote.release(id);
      invocation.terminal().say(id + " is kept again");
    } else {
      remote.hold(id, OverrideOptions.of(invocation, Hold.Sort.HOLD));
      invocation.terminal().say(id + " is held; vow hold '" + id + "' --release ends that");
    }
    return ExitCode.KEPT;
  }
}
