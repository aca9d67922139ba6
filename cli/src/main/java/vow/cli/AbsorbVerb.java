package vow.cli;

import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;
import vow.agent.Absorb;
import vow.agent.json.Json;
import vow.agent.report.Refused;
import vow.model.PromiseId;

/** {@code vow absorb}: make the policy say what is there. */
final class AbsorbVerb implements Verb {
  private static final Option WRITE = Option.toggle("--write", "change the policy file");

  @Override
  public VerbSpec spec() {
    return VerbSpec.of("absorb", Group.KNOW, "make the policy accept what is there now")
        .describedAs(
            "Prints the change of the policy file after which the promise is kept as things are:"
                + " content, mode, owner and group of a file, mode, owner and group of a directory,"
                + " the value of a sysctl, each only where the policy gives it. With --write the"
                + " file is changed, and a running agent takes it up by itself.",
            "Values that are computed, promises made by for_each or by a module, and sensitive"
                + " ones are left to you. A running agent repairs drift at once: vow undo brings"
                + " back what it replaced, and holds it for you to absorb.")
        .taking(Promises.PROMISE)
        .with(WRITE, PolicyOptions.VAR, PolicyOptions.VAR_FILE)
        .example("vow absorb /etc/motd", "the change, as a diff")
        .example("vow absorb /etc/motd --write", "make it");
  }

  @Override
  public int run(Invocation invocation) throws UsageException, Failure, Refused {
    var id = Promises.one(invocation);
    var absorb = new Absorb(invocation.places(), PolicyOptions.given(invocation));
    var proposal = absorb.propose(id);
    boolean differs = !proposal.diff().isEmpty();
    boolean written = differs && invocation.has(WRITE.name());
    if (written) {
      absorb.write(proposal);
    }
    print(id, proposal, written, invocation);
    return ExitCode.KEPT;
  }

  private static void print(
      PromiseId id, Absorb.Proposal proposal, boolean written, Invocation invocation) {
    var terminal = invocation.terminal();
    if (invocation.json()) {
      var object = new LinkedHashMap<String, @Nullable Object>();
      object.put("id", id.toString());
      object.put("file", proposal.file().toString());
      object.put("diff", proposal.diff().isEmpty() ? null : proposal.diff());
      object.put("written", written);
      object.put("also_changed", proposal.alsoChanged().stream().map(i -> i.toString()).toList());
      terminal.out().println(Json.write(object));
      return;
    }
    terminal.out().print(DiffText.of(proposal.diff(), terminal));
    for (var other : proposal.alsoChanged()) {
      terminal.say("this also changes " + other + ", which uses it");
    }
    if (proposal.diff().isEmpty()) {
      terminal.say("nothing to absorb: " + id + " is as the policy says");
    } else {
      terminal.say(written ? "changed " + proposal.file() : "vow absorb --write makes this change");
    }
  }
}
