package vow.agent.state;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The append-only record of what happened: JSON lines in numbered files, capped in size. A line
 * that a crash cut short is ended at the next start and skipped by readers. One thread appends.
 */
public final class Journal implements AutoCloseable {
  /** A file is closed and the next begun beyond this size. */
  public static final long MAX_FILE_BYTES = 4L << 20;

  /** The oldest file is removed beyond this number. */
  public static final int MAX_FILES = 8;

  private static final String SUFFIX = ".jsonl";
  private static final int DIGITS = 10;

  private final Path folder;
  private FileChannel channel;
  private long number;

  private Journal(Path folder, long number, FileChannel channel) {
    this.folder = folder;
    this.number = number;
    this.channel = channel;
  }

  /** Opens the journal of a state folder for appending. */
  public static Journal open(Path state) throws IOException {
    var folder = folder(state);
    Files.createDirectories(folder);
    var files = files(folder);
    long number = files.isEmpty() ? 1 : number(files.getLast());
    var journal = new Journal(folder, number, append(folder, number));
    journal.endCutLine();
    return journal;
  }

  /** Appends lines, in one write. */
  public void append(List<String> lines) throws IOException {
    if (lines.isEmpty()) {
      return;
    }
    if (channel.size() > MAX_FILE_BYTES) {
      rotate();
    }
    var text = String.join("\n", lines) + "\n";
    var bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  @Override
  public void close() throws IOException {
    channel.force(false);
    channel.close();
  }

  /** Reads every line of a state folder's journal, oldest first. */
  public static void read(Path state, Consumer<String> line) throws IOException {
    new JournalTail(state).more(line);
  }

  static Path folder(Path state) {
    return state.resolve("journal");
  }

  /** The file that is appended to now. */
  public static Path current(Path state) throws IOException {
    var folder = folder(state);
    var files = files(folder);
    return files.isEmpty() ? file(folder, 1) : files.getLast();
  }

  /** The journal's files, oldest first. */
  public static List<Path> files(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(folder)) {
      return new ArrayList<>(all.filter(Journal::isNumbered).sorted().toList());
    }
  }

  private void rotate() throws IOException {
    channel.force(false);
    channel.close();
    number++;
    channel = append(folder, number);
    var files = files(folder);
    for (int i = 0; i < files.size() - MAX_FILES; i++) {
      Files.deleteIfExists(files.get(i));
    }
  }

  private void endCutLine() throws IOException {
    long size = channel.size();
    if (size == 0) {
      return;
    }
    var last = ByteBuffer.allocate(1);
    try (var read = FileChannel.open(file(folder, number), StandardOpenOption.READ)) {
      read.read(last, size - 1);
    }
    if (last.get(0) != '\n') {
      channel.write(ByteBuffer.wrap(new byte[] {'\n'}));
    }
  }

  private static FileChannel append(Path folder, long number) throws IOException {
    return FileChannel.open(
        file(folder, number), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  private static Path file(Path folder, long number) {
    var digits = Long.toString(number); // a format would start with the languages of the world
    return folder.resolve("0".repeat(Math.max(0, DIGITS - digits.length())) + digits + SUFFIX);
  }

  private static boolean isNumbered(Path file) {
    var name = file.getFileName().toString();
    if (name.length() != DIGITS + SUFFIX.length() || !name.endsWith(SUFFIX)) {
      return false;
    }
    for (int i = 0; i < DIGITS; i++) {
      if (name.charAt(i) < '0' || name.charAt(i) > '9') {
        return false;
      }
    }
    return true;
  }

  private static long number(Path file) {
    var name = file.getFileName().toString();
    return Long.parseLong(name.substring(0, name.length() - SUFFIX.length()));
  }
}
