package vow.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import vow.agent.report.Refused;

/** The program: finds the verb, runs it, and turns every way to fail into a message and a code. */
public final class Main {
  private static final String DEBUG = "VOW_DEBUG";

  /** Notes from within are read by users: the sentence, without a class name or a trace. */
  private static final List<String> LOG_FORMATS =
      List.of("jdk.system.logger.format", "java.util.logging.SimpleFormatter.format");

  private Main() {}

  /** Runs one command line and ends the process with its exit code. */
  public static void main(String[] args) {
    for (var key : LOG_FORMATS) {
      System.setProperty(key, "%5$s%n");
    }
    var environment = System.getenv();
    var terminal = Terminal.ofProcess(environment);
    int code = run(List.of(args), environment, terminal);
    terminal.flush();
    // Nothing is left to run, and an exit would first load what logs exits, which nobody reads.
    Runtime.getRuntime().halt(code);
  }

  /** The exit code of one command line. */
  static int run(List<String> words, Map<String, String> environment, Terminal terminal) {
    try {
      return dispatch(words, environment, terminal);
    } catch (UsageException e) {
      terminal.say("vow: " + e.getMessage());
      return ExitCode.USAGE;
    } catch (Failure e) {
      terminal.say("vow: " + e.getMessage());
      return ExitCode.FAILED;
    } catch (Refused e) {
      terminal.say("vow: " + e.getMessage());
      return e.isMisused() ? ExitCode.USAGE : ExitCode.FAILED;
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
      return broken(e, environment, terminal);
    }
  }

  private static int dispatch(
      List<String> words, Map<String, String> environment, Terminal terminal)
      throws UsageException, Failure, Refused {
    var before = CommandLine.beforeVerb(words);
    if (before.has(CommandLine.VERSION.name())) {
      terminal.out().println("vow " + version());
      return ExitCode.KEPT;
    }
    if (before.rest().isEmpty()) {
      if (before.has("--help")) {
        terminal.out().print(HelpText.overview());
        return ExitCode.KEPT;
      }
      terminal.err().print(HelpText.overview());
      return ExitCode.USAGE;
    }
    var verb = CommandLine.verb(before.rest().getFirst());
    var after = CommandLine.afterVerb(verb.spec(), before.rest().subList(1, before.rest().size()));
    if (before.has("--help") || after.has("--help")) {
      terminal.out().print(HelpText.of(verb.spec()));
      return ExitCode.KEPT;
    }
    CommandLine.checkArguments(verb.spec(), after.rest());
    return verb.run(
        new Invocation(
            merged(before.options(), after.options()), after.rest(), environment, terminal));
  }

  private static Map<String, List<String>> merged(
      Map<String, List<String>> first, Map<String, List<String>> second) {
    var all = new LinkedHashMap<>(first);
    second.forEach((name, values) ->
        all.merge(
            name,
            values,
            (a, b) -> {
              var both = new ArrayList<>(a);
              both.addAll(b);
              return both;
            }));
    return all;
  }

  /** A fault of ours, not of the user: one sentence, and the rest for whoever mends it. */
  private static int broken(Throwable fault, Map<String, String> environment, Terminal terminal) {
    if (environment.containsKey(DEBUG)) {
      fault.printStackTrace(terminal.err());
    }
    var what =
        switch (fault) {
          case StackOverflowError _ -> "the input is nested too deeply";
          case OutOfMemoryError _ -> "out of memory";
          default -> "this is a fault in vow itself; " + DEBUG + "=1 shows where, please report it";
        };
    terminal.say("vow: unable to go on: " + what);
    return ExitCode.FAILED;
  }

  static String version() {
    var descriptor = Main.class.getModule().getDescriptor();
    return descriptor == null ? "development" : descriptor.rawVersion().orElse("development");
  }
}
