package vow.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import vow.agent.Installed;
import vow.agent.Screen;
import vow.agent.Uninstall;
import vow.agent.report.Refused;

/** {@code vow uninstall}: leave the machine, with or without what was kept on it. */
final class UninstallVerb implements Verb {
  private static final Option REVERSE =
      Option.toggle("--reverse", "put everything back as it was before vow");
  private static final Option YES = Option.toggle("--yes", "don't ask");

  @Override
  public VerbSpec spec() {
    return VerbSpec.of("uninstall", Group.HELP, "leave this machine without a trace")
        .describedAs(
            "Stops the agent and removes its state and run-time folders, journal and backups among"
                + " them. What was kept stays as it is; with --reverse it is first put back as it was"
                + " before vow, the last first, and nothing is removed when some of it cannot be.",
            "An installed vow then removes itself: the Debian package is purged; a folder that was"
                + " unpacked goes, with the unit that setup --systemd wrote. Policies are yours and"
                + " stay, and so does a source tree. With --root or --state only that agent goes.")
        .with(REVERSE, YES)
        .example("vow uninstall --root /tmp/first", "what was kept stays, vow goes")
        .example("vow uninstall --reverse --yes", "as if it had never been here");
  }

  @Override
  public int run(Invocation invocation) throws UsageException, Failure, Refused {
    var terminal = invocation.terminal();
    var screen = new Screen(terminal.out(), terminal.err(), false, terminal.colours());
    var uninstall = new Uninstall(invocation.places(), screen);
    boolean whole =
        invocation.option("--root").isEmpty()
            && invocation.option("--state").isEmpty()
            && invocation.option("--runtime").isEmpty();
    var program = whole ? Installed.find() : Installed.NOT;
    if (!uninstall.isThere() && program.isNothing()) {
      throw new Failure(Promises.NOTHING);
    }
    boolean reverse = invocation.has(REVERSE.name());
    int promises = uninstall.kept().size();
    terminal.say(
        (reverse ? "would put back " : "would leave as they are ")
            + promises
            + " promises, and remove "
            + invocation.places().state()
            + " and "
            + invocation.places().runtime()
            + program.text());
    if (!invocation.has(YES.name()) && !confirmed(terminal)) {
      throw new UsageException("nothing is done: say --yes where nobody can be asked");
    }
    uninstall.stop();
    if (reverse && !uninstall.reverse()) {
      throw new Failure("not everything could be put back; nothing is removed");
    }
    uninstall.remove();
    program.remove();
    terminal.say("vow has left");
    return ExitCode.KEPT;
  }

  private static boolean confirmed(Terminal terminal) throws Failure {
    if (!terminal.errTerminal()) {
      return false;
    }
    terminal.err().print("go on? [y/N] ");
    terminal.err().flush();
    try {
      var line =
          new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
      return line != null && line.strip().equalsIgnoreCase("y");
    } catch (IOException e) {
      throw new Failure("unable to read the answer: " + Causes.of(e));
    }
  }
}
