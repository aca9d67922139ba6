package vow.agent;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import vow.agent.holder.Holder;
import vow.agent.watch.Mechanism;
import vow.linux.Fanotify;
import vow.linux.Fd;

/** Descriptors that the holder has given this process, as files. */
final class HeldFiles {
  private static final Path FANOTIFY = Path.of("/proc/self/fd/" + Holder.FANOTIFY);

  private HeldFiles() {}

  static Optional<Fanotify> fanotify() {
    if (Mechanism.chosen() == Mechanism.INOTIFY) {
      return Optional.empty();
    }
    try {
      return Files.readSymbolicLink(FANOTIFY).toString().contains("fanotify")
          ? Optional.of(new Fanotify(new Fd(Holder.FANOTIFY)))
          : Optional.empty();
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  static void writeFilter(ByteBuffer table) throws IOException {
    var file = Path.of("/proc/self/fd/" + Holder.FILTER);
    try (var channel =
        FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
      while (table.hasRemaining()) {
        channel.write(table);
      }
    }
  }
}
