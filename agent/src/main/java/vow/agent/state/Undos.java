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
 * What the first and the last repair of each promise replaced: JSON lines in STATE/undo.jsonl, the
 * first and the last one of a promise count, until a line ends it. Appended to, for a first
 * converge writes as many as there are promises; made anew without what is outdated when it has
 * doubled. Safe for many threads.
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
    return Optional.ofNullable(lines().get(UndoJson.start(id)))
        .flatMap(lines -> UndoJson.read(id, lines.last))
        .filter(undo -> !undo.isEmpty());
  }

  /** What the first repair replaced: how it was before vow; empty when there was none. */
  public synchronized Optional<Undo> first(PromiseId id) {
    return Optional.ofNullable(lines().get(UndoJson.start(id)))
        .flatMap(lines -> UndoJson.read(id, lines.first))
        .filter(undo -> !undo.isEmpty());
  }

  /** What the first repair of each promise replaced. */
  public synchronized Map<PromiseId, Undo> firsts() {
    var all = new LinkedHashMap<PromiseId, Undo>();
    for (var lines : lines().values()) {
      UndoJson.id(lines.first)
          .ifPresent(id -> UndoJson.read(id, lines.first).ifPresent(undo -> all.put(id, undo)));
    }
    return all;
  }

  /** What is known of one is of another from now on, unless something is known of that already. */
  public synchronized void move(PromiseId from, PromiseId to) {
    var known = first(from);
    if (known.isPresent() && first(to).isEmpty()) {
      append(to, known.get());
      last(from).ifPresent(undo -> append(to, undo));
      end(from);
    }
  }

  /** It was taken back, or nobody wants to know any more: the next repair is the first. */
  public synchronized void end(PromiseId id) {
    appendLine(UndoJson.end(id));
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
    appendLine(UndoJson.write(id, undo));
  }

  private void appendLine(String text) {
    try {
      var to = channel == null ? open() : channel;
      var line = ByteBuffer.wrap((text + "\n").getBytes(StandardCharsets.UTF_8));
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
    for (var lines : lines().values()) {
      text.append(lines.first).append('\n');
      if (!lines.last.equals(lines.first)) {
        text.append(lines.last).append('\n');
      }
    }
    AtomicFile.write(file, text.toString());
    compactAtBytes = Math.max(COMPACTED_BYTES_MIN, 2L * text.length());
    close();
    needed.accept(UndoJson.hashes(text));
  }

  private record Lines(String first, String last) {}

  private Map<String, Lines> lines() {
    var all = new LinkedHashMap<String, Lines>();
    AtomicFile.read(file)
        .ifPresent(text ->
            text.lines()
                .forEach(line -> UndoJson.start(line).ifPresent(start -> add(all, start, line))));
    return all;
  }

  private static void add(Map<String, Lines> all, String start, String line) {
    if (UndoJson.isEnd(line)) {
      all.remove(start);
      return;
    }
    var before = all.get(start);
    if (before != null) {
      all.put(start, new Lines(before.first, line));
    } else if (!UndoJson.isNothing(line)) {
      all.put(start, new Lines(line, line));
    }
  }
}
