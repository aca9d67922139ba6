package vow.agent.holder;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * What the ledger says of services (docs/holder.md, Ledger). A number is what the brain has named a
 * service by, a run what it has named a process of it by.
 */
public sealed interface ServiceRecord {
  int number();

  long run();

  /** What has happened to a run; the other records say how a service stands. */
  sealed interface OfRun extends ServiceRecord {}

  record Started(int number, long run, int pid) implements OfRun {}

  record Executed(int number, long run) implements OfRun {}

  /**
   * There is no process.
   *
   * @param error the kernel's number for it
   * @param step of making one
   */
  record Unstarted(int number, long run, int error, int step) implements OfRun {}

  /**
   * There is no process any more.
   *
   * @param status as from wait; -1 when nobody could tell
   */
  record Ended(int number, long run, int pid, int status, long cpuUs, long rssKb)
      implements OfRun {}

  record Ready(int number, long run) implements OfRun {}

  record Notified(int number, long run, int pid, String text) implements OfRun {}

  record Silent(int number, long run) implements OfRun {}

  /**
   * One of those that the holder knows.
   *
   * @param pid 0 when it has no process
   * @param status of its last run, if that has ended
   */
  record Known(
      int number,
      long run,
      int pid,
      int status,
      boolean executed,
      boolean ready,
      boolean ended,
      String name)
      implements ServiceRecord {}

  /** Whether a record of this type is one of these. */
  static boolean is(int type) {
    return type >= 8 && type <= 15;
  }

  /** Reads the body at the buffer's position. */
  static ServiceRecord read(int type, ByteBuffer in) {
    int number = in.getInt();
    int second = in.getInt();
    long run = in.getLong();
    return switch (type) {
      case 8 -> new Started(number, run, second);
      case 9 -> new Executed(number, run);
      case 10 -> new Unstarted(number, run, second, in.getInt());
      case 11 -> {
        int pid = in.getInt();
        in.getInt();
        yield new Ended(number, run, pid, second, in.getLong(), in.getLong());
      }
      case 12 -> new Ready(number, run);
      case 13 -> new Notified(number, run, second, text(in));
      case 14 -> new Silent(number, run);
      default -> {
        int status = in.getInt();
        int flags = in.getInt();
        yield new Known(
            number,
            run,
            second,
            status,
            (flags & 1) != 0,
            (flags & 2) != 0,
            (flags & 4) != 0,
            text(in));
      }
    };
  }

  private static String text(ByteBuffer in) {
    var bytes = new byte[in.remaining()];
    in.get(bytes);
    int end = bytes.length;
    while (end > 0 && bytes[end - 1] == 0) {
      end--;
    }
    return new String(bytes, 0, end, StandardCharsets.UTF_8);
  }
}
