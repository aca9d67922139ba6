package vow.agent.holder;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** What the holder says (docs/holder.md, Messages), and how what it is told is laid out. */
sealed interface Message {
  /** Longest message in either direction. */
  int BYTES_MAX = 32 * 1024;

  /**
   * The first to each brain.
   *
   * @param handled where in the ledger to go on
   * @param wakes brains that were started because something happened
   * @param crashes in a row
   * @param childrenCpuUs CPU of all brains before
   * @param why type of the record that woke it; 0 for a first start or one after a crash
   * @param slot which one fired, if that was it
   */
  record Start(
      long handled, long written, long wakes, long crashes, long childrenCpuUs, int why, int slot)
      implements Message {}

  record More(long written) implements Message {}

  record Go() implements Message {}

  record Stay(long written) implements Message {}

  record Stop() implements Message {}

  record Reload() implements Message {}

  record Synced(long token, long written) implements Message {}

  /** Reads one; empty for what this version does not know. */
  static Optional<Message> read(byte[] bytes, int length) {
    var in = ByteBuffer.wrap(bytes, 0, length).order(ByteOrder.nativeOrder());
    if (length < 8) {
      return Optional.empty();
    }
    int type = in.getInt();
    in.getInt();
    return switch (type) {
      case 1 ->
          read(
              in,
              48,
              i ->
                  new Start(
                      i.getLong(),
                      i.getLong(),
                      i.getLong(),
                      i.getLong(),
                      i.getLong(),
                      i.getInt(),
                      i.getInt()));
      case 2 -> read(in, 8, i -> new More(i.getLong()));
      case 3 -> Optional.of(new Go());
      case 4 -> read(in, 8, i -> new Stay(i.getLong()));
      case 5 -> Optional.of(new Stop());
      case 6 -> Optional.of(new Reload());
      case 7 -> read(in, 16, i -> new Synced(i.getLong(), i.getLong()));
      default -> Optional.empty();
    };
  }

  private static Optional<Message> read(
      ByteBuffer in, int size, Function<ByteBuffer, Message> body) {
    return in.remaining() < size ? Optional.empty() : Optional.of(body.apply(in));
  }

  static byte[] hello(int version) {
    return message(64, 8, out -> out.putInt(version).putInt(0));
  }

  static byte[] handled(long offset) {
    return message(65, 8, out -> out.putLong(offset));
  }

  static byte[] read(long offset) {
    return message(66, 8, out -> out.putLong(offset));
  }

  static byte[] sync(long token) {
    return message(67, 8, out -> out.putLong(token));
  }

  static byte[] slot(int number, int flags) {
    return message(68, 8, out -> out.putInt(number).putInt(flags));
  }

  static byte[] resume(int number) {
    return message(70, 8, out -> out.putInt(number).putInt(0));
  }

  /** {@code strings} each end in NUL. */
  static byte[] wake(int count, byte[] strings) {
    return message(71, 8 + strings.length, out -> out.putInt(count).putInt(0).put(strings));
  }

  static byte[] sleep(long handled, long wakeAtMs, int entries) {
    return message(72, 24, out -> out.putLong(handled).putLong(wakeAtMs).putInt(entries).putInt(0));
  }

  static byte[] end(int status) {
    return message(73, 8, out -> out.putInt(status).putInt(0));
  }

  static byte[] upgrade(String path) {
    var text = (path + "\0").getBytes(StandardCharsets.UTF_8);
    return message(83, text.length, out -> out.put(text));
  }

  private static byte[] message(int type, int bodyBytes, Consumer<ByteBuffer> body) {
    var bytes = new byte[8 + bodyBytes];
    var out = ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
    body.accept(out.putInt(type).putInt(0));
    return bytes;
  }
}
