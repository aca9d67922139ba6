package vow.agent.state;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.Optional;

/** One file of a policy, rewritten for its owner. */
public final class PolicyFile {
  private PolicyFile() {}

  /**
   * Write, fsync, rename; owner, group and mode stay as they are, if it is there. A link stays one.
   */
  public static void replace(Path file, byte[] content) throws IOException {
    var target = Files.exists(file) ? file.toRealPath() : file;
    var old =
        Files.exists(target)
            ? Optional.of(Files.readAttributes(target, PosixFileAttributes.class))
            : Optional.<PosixFileAttributes>empty();
    var temporary = target.resolveSibling("." + target.getFileName() + ".vow~");
    Files.deleteIfExists(temporary);
    try {
      try (var out =
          FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
        var bytes = ByteBuffer.wrap(content);
        while (bytes.hasRemaining()) {
          out.write(bytes);
        }
        if (old.isPresent()) {
          dress(temporary, old.get());
        }
        out.force(true);
      }
      Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  private static void dress(Path file, PosixFileAttributes old) throws IOException {
    var view =
        Files.getFileAttributeView(file, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
    var now = view.readAttributes();
    if (!now.owner().equals(old.owner())) {
      view.setOwner(old.owner());
    }
    if (!now.group().equals(old.group())) {
      view.setGroup(old.group());
    }
    view.setPermissions(old.permissions());
  }
}
