package vow.agent.state;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Reads a journal from its beginning and then, each time it is asked, what was appended since, from
 * where it stopped: across rotation, and never half a line. Used by one thread.
 */
public final class JournalTail {
  /** A longer line is none of ours and is left out. */
  static final int MAX_LINE_BYTES = 1 << 20;

  private static final int CHUNK_BYTES = 64 << 10;

  private final Path folder;
  private final ByteArrayOutputStream begun = new ByteArrayOutputStream();
  private Optional<Path> file = Optional.empty();
  private long offset;
  private boolean tooLong;

  /** At the beginning of the journal in a state folder. */
  public JournalTail(Path state) {
    folder = Journal.folder(state);
  }

  /** The folder of the journal's files: it changes when there is more. */
  public Path folder() {
    return folder;
  }

  /** Hands over every line that was ended since the last time, oldest first. */
  public void more(Consumer<String> line) throws IOException {
    file.ifPresent(_ -> restartIfShorter());
    readOn(line);
    for (var next : Journal.files(folder)) {
      if (file.isEmpty() || next.compareTo(file.get()) > 0) {
        begin(next);
        readOn(line);
      }
    }
  }

  private void begin(Path next) {
    file = Optional.of(next);
    offset = 0;
    begun.reset();
    tooLong = false;
  }

  /** Somebody cut the file: what is in it now is new. */
  private void restartIfShorter() {
    var at = file.orElseThrow();
    if (at.toFile().exists() && at.toFile().length() < offset) {
      begin(at);
    }
  }

  private void readOn(Consumer<String> line) throws IOException {
    if (file.isEmpty()) {
      return;
    }
    try (var channel = FileChannel.open(file.get(), StandardOpenOption.READ)) {
      var chunk = ByteBuffer.allocate(CHUNK_BYTES);
      for (int got = channel.read(chunk, offset); got > 0; got = channel.read(chunk, offset)) {
        offset += got;
        split(chunk.flip(), line);
        chunk.clear();
      }
    } catch (NoSuchFileException _) {
      begun.reset(); // rotated away: what was not read of it is gone
    }
  }

  private void split(ByteBuffer chunk, Consumer<String> line) {
    while (chunk.hasRemaining()) {
      byte next = chunk.get();
      if (next == '\n') {
        if (begun.size() > 0 && !tooLong) {
          // Damaged bytes become replacement characters: the line is then no JSON.
          line.accept(begun.toString(StandardCharsets.UTF_8));
        }
        begun.reset();
        tooLong = false;
      } else if (begun.size() < MAX_LINE_BYTES) {
        begun.write(next);
      } else {
        tooLong = true;
      }
    }
  }
}
