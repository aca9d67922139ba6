package vow.agent.state;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Reads the log of a service from its beginning and then, each time it is asked, what was appended
 * since: {@code @TIME} files in order, then {@code current}, which is renamed to one of those when
 * it is put aside. The file that is read stays open, so that it is known again under its new name:
 * no line is lost and none is told twice. Used by one thread.
 */
public final class LogTail implements AutoCloseable {
  /** A longer line is told in parts. */
  static final int MAX_LINE_BYTES = 1 << 20;

  private static final int CHUNK_BYTES = 64 << 10;
  private static final String CURRENT = "current";
  private static final String ASIDE = "@";

  private final Path folder;
  private final Predicate<String> wanted;
  private final ByteArrayOutputStream begun = new ByteArrayOutputStream();
  private @Nullable Source open;

  /** A file as it was found: {@code key} is the same under every name. */
  private record Found(Path path, Object key) {}

  /** The file that is being read. */
  private record Source(FileChannel channel, Object key) {}

  /**
   * At the beginning of the log in a folder.
   *
   * @param wanted whether a file that was put aside is worth reading, by the time in its name
   */
  public LogTail(Path folder, Predicate<String> wanted) {
    this.folder = folder;
    this.wanted = wanted;
  }

  /** Hands over every line that was ended since the last time, oldest first. */
  public void more(Consumer<String> line) throws IOException {
    readOn(line);
    for (var next = next(); next.isPresent(); next = next()) {
      readOn(line); // what was written between the last look and its being put aside
      endLine(line);
      if (open(next.get())) {
        readOn(line);
      }
    }
  }

  /** What comes after the open file. */
  private Optional<Found> next() throws IOException {
    var files = files();
    var source = open;
    if (source == null) {
      return files.stream().filter(this::wanted).findFirst();
    }
    for (int i = 0; i < files.size(); i++) {
      if (files.get(i).key().equals(source.key())) {
        return i + 1 < files.size() ? Optional.of(files.get(i + 1)) : Optional.empty();
      }
    }
    return files.stream().findFirst(); // it was removed: the oldest go first, so all are newer
  }

  private boolean wanted(Found file) {
    var name = file.path().getFileName().toString();
    return name.equals(CURRENT) || wanted.test(name.substring(ASIDE.length()));
  }

  /** All files, oldest first, as they were at one moment: two looks that saw the same. */
  private List<Found> files() throws IOException {
    var before = look();
    for (var now = look(); !now.equals(before); now = look()) {
      before = now;
    }
    return before;
  }

  private List<Found> look() throws IOException {
    var paths = new ArrayList<Path>();
    try (var all = Files.newDirectoryStream(folder, ASIDE + "*")) {
      all.forEach(paths::add);
    } catch (NoSuchFileException _) {
      return List.of(); // the log was removed
    }
    paths.sort(null);
    paths.add(folder.resolve(CURRENT));
    var found = new ArrayList<Found>();
    for (var path : paths) {
      key(path).ifPresent(key -> found.add(new Found(path, key)));
    }
    return found;
  }

  private static Optional<Object> key(Path path) throws IOException {
    try {
      var attributes = Files.readAttributes(path, BasicFileAttributes.class);
      return Optional.of(Objects.requireNonNull(attributes.fileKey()));
    } catch (NoSuchFileException _) {
      return Optional.empty();
    }
  }

  /** Opens a file in place of the one before, if it still is the one that was found. */
  private boolean open(Found file) throws IOException {
    FileChannel channel;
    try {
      channel = FileChannel.open(file.path());
    } catch (NoSuchFileException _) {
      return false;
    }
    // A name goes from a file to newer ones only: this one had it all the time.
    if (key(file.path()).filter(file.key()::equals).isEmpty()) {
      channel.close();
      return false;
    }
    close();
    open = new Source(channel, file.key());
    return true;
  }

  private void readOn(Consumer<String> line) throws IOException {
    var source = open;
    if (source == null) {
      return;
    }
    var channel = source.channel();
    if (channel.size() < channel.position()) {
      channel.position(0); // somebody cut it: what is in it now is new
      begun.reset();
    }
    var chunk = ByteBuffer.allocate(CHUNK_BYTES);
    while (channel.read(chunk) > 0) {
      split(chunk.flip(), line);
      chunk.clear();
    }
  }

  private void split(ByteBuffer chunk, Consumer<String> line) {
    while (chunk.hasRemaining()) {
      byte next = chunk.get();
      if (next != '\n') {
        begun.write(next);
      }
      if (next == '\n' || begun.size() >= MAX_LINE_BYTES) {
        line.accept(begun.toString(StandardCharsets.UTF_8));
        begun.reset();
      }
    }
  }

  /** Nobody ends the last line of a file that was put aside. */
  private void endLine(Consumer<String> line) {
    if (begun.size() > 0) {
      line.accept(begun.toString(StandardCharsets.UTF_8));
      begun.reset();
    }
  }

  @Override
  public void close() throws IOException {
    if (open != null) {
      open.channel().close();
      open = null;
    }
  }
}
