package vow.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Another main class: runs the command lines that standard input has, one a line, words between
 * spaces, each with the arguments behind it. One start-up cache is made from one process, so this
 * is how a cache gets to know several verbs. What they print and how they end is of no interest
 * here.
 */
public final class Rehearsal {
  private Rehearsal() {}

  /** Runs what standard input has, to its end. */
  public static void main(String[] args) throws IOException {
    var environment = System.getenv();
    var terminal = Terminal.ofProcess(environment);
    var input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (var line = input.readLine(); line != null; line = input.readLine()) {
      var words = new ArrayList<>(List.of(line.split(" ", -1)));
      words.addAll(List.of(args));
      Main.run(words, environment, terminal);
    }
    terminal.flush();
  }
}
