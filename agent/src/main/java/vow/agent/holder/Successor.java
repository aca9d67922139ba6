package vow.agent.holder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The holder's program that lies in the folder of our build, when it is another file than the one
 * that runs as our parent: that was replaced, and goes on with the old one until it is told
 * (docs/holder.md, Upgrade).
 */
public final class Successor {
  /** A file of our build: scripts/start.sh. */
  private static final String LIBRARY = "vow.syscall";

  private Successor() {}

  /** Has the holder become it, if there is one. */
  public static void offer(Holder holder) {
    var library = System.getProperty(LIBRARY, "");
    if (!library.isEmpty()) {
      var ours = Path.of(library).resolveSibling("holder").toAbsolutePath();
      other(ours, Path.of("/proc/" + holder.pid() + "/exe")).ifPresent(holder::upgrade);
    }
  }

  /** Our program, unless that is what runs; it also runs when its file has no name any more. */
  static Optional<Path> other(Path ours, Path runs) {
    try {
      return Files.isExecutable(ours) && !Files.isSameFile(ours, runs)
          ? Optional.of(ours)
          : Optional.empty();
    } catch (IOException _) {
      return Optional.empty(); // it is not ours to know
    }
  }
}
