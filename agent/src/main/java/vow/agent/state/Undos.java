package vow.agent.state;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import vow.model.PromiseId;
import vow.model.Undo;

/**
 * What the last repair of each promise replaced: JSON lines in STATE/undo.jsonl, the last one of a
 * promise counts. Appended to, for a first converge writes as many as there are promises; made anew
 * without what is outdated when it has doubled. Safe for many threads.
 */
public final class Undos implements AutoCloseable {
  /** A file of less is not worth making anew. */
  static final long COMPACTED_BYTES_MIN = 1 << 20;

  private final Path file;
  private final Consumer<Set<String>> needed;
  private @Nullable FileChannel channel;
  private long compactAtBytes = COMPACTED_BYTES_MIN;

  /** The store of a state folder. */
  public Undos(Path state) {
    this(state, _ -> {});
  }

  /** The same; tells which contents it needs, by their hashes, when it makes its file anew. */
  public Undos(Path state, Consumer<Set<String>> needed) {
    file = state.resolve("undo.jsonl");
    this.needed = needed;
  }

  /** Remembers what a repair replaced, unless it replaced nothing. */
  public synchronized void remember(PromiseId id, Undo undo) {
    if (!undo.isEmpty()) {
      append(id, undo);
    }
  }

  /** What the last repair replaced; empty when nothing is known. */
  public synchronized Optional<Undo> last(PromiseId id) {
    return Optional.ofNullable(lastLines().get(UndoJson.start(id)))
        .flatMap(line -> UndoJson.read(id, line))
        .filter(undo -> !undo.isEmpty());
  }

  /** Forgets it: it was put back. */
  public synchronized void forget(PromiseId id) {
    append(id, Undo.NOTHING);
  }

  @Override
  public synchronized void close() {
    try {
      if (channel != null) {
        channel.close();
        channel = null;
      }
    } catch (IOException e) {
      throw new UncheckedIOException("unable to save what was replaced", e);
    }
  }

  // What the lines point to is synced; to sync them too would double the cost of a first converge.
  private void append(PromiseId id, Undo undo) {
    try {
      var to = channel == null ? open() : channel;
      var line =
          ByteBuffer.wrap((UndoJson.write(id, undo) + "\n").getBytes(StandardCharsets.UTF_8));
      while (line.hasRemaining()) {
        to.write(line);
      }
      if (to.size() > compactAtBytes) {
        compact();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("unable to save what was replaced", e);
    }
  }

  private FileChannel open() throws IOException {
    var opened =
        FileChannel.open(
            file,
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND),
            AtomicFile.OWNER_ONLY);
    channel = opened;
    if (opened.size() > 0) {
      opened.write(ByteBuffer.wrap(new byte[] {'\n'})); // ends a line that a crash cut short
    }
    return opened;
  }

  private void compact() throws IOException {
    var text = new StringBuilder();
    lastLines().values().stream()
        .filter(line -> !UndoJson.isNothing(line))
        .forEach(line -> text.append(line).append('\n'));
    AtomicFile.write(file, text.toString());
    compactAtBytes = Math.max(COMPACTED_BYTES_MIN, 2L * text.length());
    close();
    needed.accept(UndoJson.hashes(text));
  }

  private Map<String, String> lastLines() {
    var lines = new LinkedHashMap<String, String>();
    AtomicFile.read(file)
        .ifPresent(text ->
            text.lines().forEach(line -> UndoJson.start(line).ifPresent(s -> lines.put(s, line))));
    return lines;
  }
}
