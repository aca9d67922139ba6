package vow.agent;

import java.io.PrintStream;

/**
 * Where an agent in the foreground tells what it does.
 *
 * @param out results
 * @param err messages
 * @param json results as JSON lines
 * @param colours whether results may be coloured
 */
public record Screen(PrintStream out, PrintStream err, boolean json, boolean colours) {
  /** One line for the person who watches: a result, or with {@code json} a message. */
  void say(String line) {
    var stream = json ? err : out;
    stream.println(line);
    stream.flush();
  }

  /** One line of message. */
  void warn(String line) {
    out.flush();
    err.println(line);
    err.flush();
  }
}
