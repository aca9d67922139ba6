package vow.cli;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Where results and messages go. Both streams are UTF-8 whatever the locale says; results are
 * buffered until {@link #flush}.
 *
 * @param outTerminal whether a person looks at the results
 * @param errTerminal whether a person looks at the messages
 * @param colours whether results may be coloured
 */
record Terminal(
    PrintStream out, PrintStream err, boolean outTerminal, boolean errTerminal, boolean colours) {

  /** The process's own streams. */
  static Terminal ofProcess(Map<String, String> environment) {
    var out = new FileOutputStream(FileDescriptor.out);
    var err = new FileOutputStream(FileDescriptor.err);
    boolean outTerminal = isTerminal(1);
    return new Terminal(
        new PrintStream(new BufferedOutputStream(out, 1 << 16), false, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8),
        outTerminal,
        isTerminal(2),
        outTerminal
            && environment.getOrDefault("NO_COLOR", "").isEmpty()
            && !environment.getOrDefault("TERM", "dumb").equals("dumb"));
  }

  /**
   * Whether a person is at that descriptor. Reads one link; asking the C library would load the
   * native layer first.
   */
  static boolean isTerminal(int fd) {
    try {
      var target = Files.readSymbolicLink(Path.of("/proc/self/fd/" + fd)).toString();
      return target.startsWith("/dev/pts/")
          || target.startsWith("/dev/tty")
          || target.equals("/dev/console");
    } catch (IOException _) {
      return false;
    }
  }

  /** The results so far, to be seen at once. */
  void flush() {
    out.flush();
  }

  /** One line of message. */
  void say(String message) {
    out.flush();
    err.println(message);
  }
}
