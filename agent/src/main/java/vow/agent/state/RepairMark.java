package vow.agent.state;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file that is there while repairs may be half done: found at a start, it tells that the last
 * agent was killed and temporary files may be left. Made by the first repair of a run, so that a
 * run with nothing to do costs nothing. Safe for many threads.
 */
public final class RepairMark {
  private final Path file;
  private final boolean left;
  private int underWay;
  private boolean made;

  /** The mark of a state folder. */
  public RepairMark(Path state) {
    file = state.resolve("repairing");
    left = Files.exists(file);
  }

  /** Whether the agent before this one did not come to its end. */
  public boolean wasLeft() {
    return left;
  }

  /** Before a repair. */
  public synchronized void begin() {
    if (!made) {
      try {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "");
      } catch (IOException e) {
        throw new UncheckedIOException("unable to mark that a repair begins", e);
      }
      made = true;
    }
    underWay++;
  }

  /** After a repair, whatever came of it. */
  public synchronized void end() {
    underWay--;
  }

  /** What the last agent left is cleared away. */
  public synchronized void recovered() {
    delete();
  }

  /** No repair will follow, or not before long; the mark of a repair that is not over stays. */
  public synchronized void close() {
    if (made && underWay == 0) {
      delete();
      made = false;
    }
  }

  private void delete() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException("unable to clear the mark of repairs", e);
    }
  }
}
