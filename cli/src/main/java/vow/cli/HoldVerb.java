package vow.cli;

import vow.agent.Remote;
import vow.agent.report.Refused;
import vow.engine.Hold;

/** {@code vow hold}: leave a promise alone for a while. */
final class HoldVerb implements Verb {
  private static final Option ALL = Option.toggle("--all", "everything, not one promise");
  private static final Option RELEASE = Option.toggle("--release", "end the override");

  @Override
  public VerbSpec spec() {
    return VerbSpec.of("hold", Group.KNOW, "leave a promise, or everything, alone")
        .describedAs(
            "While a promise is held nothing of it is repaired; its outcome is noop, and status"
                + " shows who holds it and until when. The hold ends at its time, when the policy"
                + " changes the promise, or with --release.",
            "With --all nothing is repaired at all, and what differs is told; it ends at its time or"
                + " with --release, which also lets repairs go on after the breaker stopped them.")
        .taking(Promises.PERHAPS)
        .with(ALL, OverrideOptions.FOR, OverrideOptions.WHY, RELEASE)
        .example("vow hold file[/etc/motd] --for 1h --why 'trying something'", "for an hour")
        .example("vow hold /etc/motd --release", "keep it again")
        .example("vow hold --all --for 1h --why 'moving disks'", "touch nothing for an hour")
        .example("vow hold --all --release", "repair again, also after the breaker");
  }

  @Override
  public int run(Invocation invocation) throws UsageException, Failure, Refused {
    var remote = new Remote(invocation.places());
    if (invocation.has(ALL.name())) {
      return all(invocation, remote);
    }
    if (invocation.argument(0).isEmpty()) {
      throw new UsageException("vow hold needs PROMISE or --all");
    }
    var id = Promises.one(invocation);
    if (invocation.has(RELEASE.name())) {
      remote.release(id);
      invocation.terminal().say(id + " is kept again");
    } else {
      remote.hold(id, OverrideOptions.of(invocation, Hold.Sort.HOLD));
      invocation.terminal().say(id + " is held; vow hold '" + id + "' --release ends that");
    }
    return ExitCode.KEPT;
  }

  private static int all(Invocation invocation, Remote remote) throws UsageException, Refused {
    if (invocation.argument(0).isPresent()) {
      throw new UsageException("vow hold takes PROMISE or --all, not both");
    }
    if (invocation.has(RELEASE.name())) {
      remote.releaseAll();
      invocation.terminal().say("everything is kept again");
    } else {
      remote.holdAll(OverrideOptions.of(invocation, Hold.Sort.HOLD));
      invocation.terminal().say("nothing is repaired; vow hold --all --release ends that");
    }
    return ExitCode.KEPT;
  }
}
