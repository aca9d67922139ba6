package vow.agent.state;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import vow.linux.Directory;
import vow.linux.LinuxException;

/** Small files of the agent's own, written so that a reader sees the old text or the new. */
public final class AtomicFile {
  /** Largest file that is read back, in bytes. */
  public static final long MAX_BYTES = 512L << 20;

  /** How files of the agent's own are made. */
  static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  /** What is to be in a file, told piece by piece: all of it at once would be a lot of memory. */
  @FunctionalInterface
  public interface Text {
    /** Appends all of it. */
    void appendTo(Appendable out) throws IOException;

    /** All of it at once after all. */
    default String all() {
      var out = new StringBuilder();
      try {
        appendTo(out);
      } catch (IOException e) {
        throw new UncheckedIOException("writing to memory cannot fail", e);
      }
      return out.toString();
    }
  }

  private AtomicFile() {}

  /** Write, fsync, rename; nothing of that when the file says the same already. */
  public static void writeNews(Path file, Text text) throws IOException {
    var temporary = temporary(file);
    try (var channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
      var out =
          new BufferedWriter(
              new OutputStreamWriter(Channels.newOutputStream(channel), StandardCharsets.UTF_8));
      text.appendTo(out);
      out.flush();
      if (Files.isRegularFile(file) && Files.mismatch(temporary, file) < 0) {
        Files.delete(temporary);
        return;
      }
      channel.force(true);
    }
    rename(temporary, file);
  }

  /** Whether a file starts and ends so; cheaper than reading it. */
  public static boolean isLike(Path file, String start, String end) {
    if (!Files.isRegularFile(file)) {
      return false;
    }
    try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
      return says(channel, 0, start) && says(channel, channel.size() - end.length(), end);
    } catch (IOException _) {
      return false;
    }
  }

  private static boolean says(FileChannel channel, long at, String text) throws IOException {
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    var there = ByteBuffer.allocate(bytes.length);
    return at >= 0
        && channel.read(there, at) == bytes.length
        && Arrays.equals(there.array(), bytes);
  }

  /** Write, fsync, rename; readable by the owner only. */
  public static void write(Path file, String text) throws IOException {
    replace(file, bytes(text), true);
  }

  /** Write and rename without fsync: for files that are worthless after a crash. */
  public static void writeVolatile(Path file, String text) throws IOException {
    replace(file, bytes(text), false);
  }

  /** The same for what is not text, piece by piece. */
  public static void writeVolatile(Path file, List<ByteBuffer> content) throws IOException {
    replace(file, content, false);
  }

  /**
   * All of a file that is only ever replaced, where it lies: nothing is copied, and what nobody
   * looks at weighs nothing. (The library maps files by reflection, which costs a cold start 20
   * ms.)
   */
  public static ByteBuffer mapped(Path file) throws IOException {
    try (var folder = Directory.open(String.valueOf(file.getParent()));
        var open = folder.read(String.valueOf(file.getFileName()))) {
      return open.map(Math.toIntExact(MAX_BYTES));
    } catch (LinuxException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  /** The text of a file, or empty when there is none or it is not text of a sane size. */
  public static Optional<String> read(Path file) {
    try {
      if (!Files.isRegularFile(file) || Files.size(file) > MAX_BYTES) {
        return Optional.empty();
      }
      return Optional.of(Files.readString(file));
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  private static List<ByteBuffer> bytes(String text) {
    return List.of(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static void replace(Path file, List<ByteBuffer> content, boolean durable)
      throws IOException {
    var temporary = temporary(file);
    try (var channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
      for (var bytes : content) {
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
      }
      if (durable) {
        channel.force(true);
      }
    }
    rename(temporary, file);
  }

  private static Path temporary(Path file) throws IOException {
    var temporary = file.resolveSibling("." + file.getFileName() + ".vow~");
    Files.deleteIfExists(temporary);
    return Files.createFile(temporary, OWNER_ONLY);
  }

  private static void rename(Path temporary, Path file) throws IOException {
    Files.move(
        temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
