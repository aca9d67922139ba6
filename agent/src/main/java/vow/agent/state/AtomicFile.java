package vow.agent.state;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;

/** Small files of the agent's own, written so that a reader sees the old text or the new. */
public final class AtomicFile {
  /** Largest file that is read back, in bytes. */
  public static final long MAX_BYTES = 512L << 20;

  /** How files of the agent's own are made. */
  static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  private AtomicFile() {}

  /** Write, fsync, rename; readable by the owner only. */
  public static void write(Path file, String text) throws IOException {
    replace(file, text.getBytes(StandardCharsets.UTF_8), true);
  }

  /** Write and rename without fsync: for files that are worthless after a crash. */
  public static void writeVolatile(Path file, String text) throws IOException {
    writeVolatile(file, text.getBytes(StandardCharsets.UTF_8));
  }

  /** The same for what is not text. */
  public static void writeVolatile(Path file, byte[] content) throws IOException {
    replace(file, content, false);
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

  private static void replace(Path file, byte[] content, boolean durable) throws IOException {
    var temporary = file.resolveSibling("." + file.getFileName() + ".vow~");
    Files.deleteIfExists(temporary);
    Files.createFile(temporary, OWNER_ONLY);
    try (var channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
      var bytes = ByteBuffer.wrap(content);
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      if (durable) {
        channel.force(true);
      }
    }
    Files.move(
        temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
