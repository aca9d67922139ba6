package vow.agent.state;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import vow.model.Hash;
import vow.model.PromiseId;
import vow.model.Undo;

/**
 * What the last repair of each promise replaced, one file a promise under STATE/undo. Safe for many
 * threads, as no two work on one promise at a time.
 */
public final class Undos {
  private final Path folder;

  /** The store of a state folder. */
  public Undos(Path state) {
    folder = state.resolve("undo");
  }

  /** Remembers what a repair replaced, unless it replaced nothing. */
  public void remember(PromiseId id, Undo undo) {
    if (undo.isEmpty()) {
      return;
    }
    try {
      Files.createDirectories(folder);
      // What it points to is synced; to sync this too would double the cost of a first converge.
      AtomicFile.writeVolatile(file(id), UndoJson.write(id, undo));
    } catch (IOException e) {
      throw new UncheckedIOException("unable to save what was replaced", e);
    }
  }

  /** What the last repair replaced; empty when nothing is known. */
  public Optional<Undo> last(PromiseId id) {
    return AtomicFile.read(file(id)).flatMap(text -> UndoJson.read(id, text));
  }

  /** Forgets it: it was put back. */
  public void forget(PromiseId id) {
    try {
      Files.deleteIfExists(file(id));
    } catch (IOException e) {
      throw new UncheckedIOException("unable to forget what was replaced", e);
    }
  }

  private Path file(PromiseId id) {
    return folder.resolve(Hash.of(id.toString()).brief() + ".json");
  }
}
