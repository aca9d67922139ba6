package vow.agent.report;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import vow.engine.Happened;
import vow.model.Cause;
import vow.model.Outcome;
import vow.model.PromiseId;

/**
 * Tells the person who changed a kept file by hand, on their own terminal, what became of it: one
 * line, at most one per promise in a while.
 */
public final class TerminalReporter implements Reporter {
  /** The same promise is not told again before this has passed. */
  static final long QUIET_MS = 10_000;

  private static final int MAX_REMEMBERED = 1_000;

  private final String options;
  private final Map<PromiseId, Long> toldMs = new HashMap<>();

  /**
   * With what a command needs to find this agent.
   *
   * @param options such as {@code --root /tmp/first}, empty for the system's own
   */
  public TerminalReporter(String options) {
    this.options = options.isEmpty() ? "" : " " + options;
  }

  @Override
  public void happened(Happened happened) {
    if (happened.cause() != Cause.DRIFT || happened.outcome() != Outcome.REPAIRED) {
      return;
    }
    var terminal = happened.by().map(by -> by.terminal()).orElse(null);
    var last = toldMs.get(happened.id());
    if (terminal == null || (last != null && happened.timeMs() - last < QUIET_MS)) {
      return;
    }
    if (toldMs.size() >= MAX_REMEMBERED) {
      toldMs.clear();
    }
    if (write(terminal, line(happened.id()))) {
      toldMs.put(happened.id(), happened.timeMs());
    }
  }

  /** What is told: what happened, and how to keep the change for a while or for good. */
  String line(PromiseId id) {
    return "vow: your change to %s was taken back; to leave it: vow hold '%s'%s;"
            .formatted(id.name(), id, options)
        + " to make it policy: vow absorb '%s'%s".formatted(id, options);
  }

  /** Returns whether the terminal took the line; that one is gone is no failure. */
  private static boolean write(String terminal, String line) {
    var path = Path.of(terminal).normalize();
    if (!path.startsWith("/dev/pts") && !path.toString().startsWith("/dev/tty")) {
      return false;
    }
    try (var channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(("\r\n" + line + "\r\n").getBytes(StandardCharsets.UTF_8)));
      return true;
    } catch (IOException _) {
      return false;
    }
  }
}
