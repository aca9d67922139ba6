package vow.cli;

import vow.agent.Remote;
import vow.agent.report.Refused;
import vow.engine.Hold;

/** {@code vow undo}: put back what the last repair replaced. */
final class Undo implements Verb {
  @Override
  public VerbSpec spec() {
    return VerbSpec.of("undo", Group.KNOW, "put back what the last repair replaced")
        .describedAs(
            "Restores content and metadata from the backups and holds the promise, so that it is"
                + " not repaired again at once.")
        .taking(Promises.PROMISE)
        .with(OverrideOptions.FOR, OverrideOptions.WHY)
        .example("vow undo /etc/motd", "the file as it was, and left so")
        .example("vow undo file[/etc/motd] --for 10m", "for ten minutes");
  }

  @Override
  public int run(Invocation invocation) throws UsageException, Failure, Refused {
    var id = Promises.one(invocation);
    var note =
        new Remote(invocation.places()).undo(id, OverrideOptions.of(invocation, Hold.Sort.UNDO));
    invocation
        .terminal()
        .say(
            "undone: "
                + id
                + (note.isEmpty() ? "" : ", " + note)
                + "; it is held, vow hold '"
                + id
                + "' --release ends that");
    return ExitCode.KEPT;
  }
}
