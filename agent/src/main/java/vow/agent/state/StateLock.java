package vow.agent.state;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One agent a state folder: a lock that ends with the process, however it ends, and the holder's
 * pid for whoever finds it taken.
 */
public final class StateLock implements AutoCloseable {
  private static final int MAX_PID_DIGITS = 20;
  private final FileChannel channel;

  private StateLock(FileChannel channel) {
    this.channel = channel;
  }

  /** Takes the lock of a state folder; empty when another process holds it. */
  public static Optional<StateLock> take(Path state) throws IOException {
    var channel =
        FileChannel.open(
            file(state),
            StandardOpenOption.CREATE,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE);
    try {
      if (channel.tryLock() == null) {
        channel.close();
        return Optional.empty();
      }
    } catch (OverlappingFileLockException _) {
      channel.close();
      return Optional.empty();
    }
    channel.truncate(0);
    var pid = Long.toString(ProcessHandle.current().pid());
    channel.write(ByteBuffer.wrap(pid.getBytes(StandardCharsets.US_ASCII)), 0);
    return Optional.of(new StateLock(channel));
  }

  /** The pid of the agent that holds the lock now; empty when nobody does. */
  public static OptionalLong holder(Path state) {
    try (var channel =
        FileChannel.open(file(state), StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      var free = channel.tryLock();
      return free != null ? OptionalLong.empty() : pid(channel);
    } catch (OverlappingFileLockException _) {
      return OptionalLong.of(ProcessHandle.current().pid());
    } catch (IOException _) {
      return OptionalLong.empty();
    }
  }

  @Override
  public void close() throws IOException {
    channel.truncate(0);
    channel.close();
  }

  private static Path file(Path state) {
    return state.resolve("lock");
  }

  private static OptionalLong pid(FileChannel channel) throws IOException {
    var bytes = ByteBuffer.allocate(MAX_PID_DIGITS);
    int length = Math.max(0, channel.read(bytes, 0));
    var text = new String(bytes.array(), 0, length, StandardCharsets.US_ASCII).strip();
    return text.matches("[0-9]{1,18}") ? OptionalLong.of(Long.parseLong(text)) : OptionalLong.of(0);
  }
}
