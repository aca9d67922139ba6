package vow.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import vow.agent.Places;
import vow.agent.Remote;
import vow.agent.report.Refused;
import vow.engine.Hold;

/** Proposes to look first, to a person at a terminal on a machine that vow never kept. */
final class FirstRun {
  private static final Path TERMINAL = Path.of("/dev/tty");
  private static final String WHY = "the first look";

  private FirstRun() {}

  /** Whether nothing was ever kept here. */
  static boolean isFirst(Places places) {
    return !places.underRoot() && !Files.exists(places.state().resolve("manifest.json"));
  }

  /**
   * Asks how to begin; who wants to look has everything held from the start.
   *
   * @return whether to go on
   */
  static boolean begin(Invocation invocation) throws Refused {
    var answer = ask(invocation.terminal());
    if (answer.isEmpty() || answer.startsWith("o")) {
      var who = OverrideOptions.who(invocation.environment());
      new Remote(invocation.places()).holdAll(new Hold(who, WHY, Hold.FOREVER, Hold.Sort.HOLD));
      invocation
          .terminal()
          .say("observing: vow plan shows the differences, vow hold --all --release repairs them");
      return true;
    }
    return answer.startsWith("k");
  }

  /** An answer in lower case: empty for the default, and {@code k} where nobody can be asked. */
  private static String ask(Terminal terminal) {
    terminal.flush();
    try (var in = Files.newInputStream(TERMINAL);
        var out = Files.newOutputStream(TERMINAL);
        var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      out.write(
          ("vow has never kept this machine. Observe first, touching nothing [o], keep it now [k],"
                  + " or quit [q]? [o] ")
              .getBytes(StandardCharsets.UTF_8));
      out.flush();
      var line = lines.readLine();
      return line == null ? "q" : line.strip().toLowerCase(Locale.ROOT);
    } catch (IOException _) {
      return "k"; // no terminal of its own after all
    }
  }
}
