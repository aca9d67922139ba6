package vow.agent.holder;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A record of the ledger, by the page. */
record Noted(int type, long timeMs, ByteBuffer body) {
  static final int FILE = 1;
  static final int OVERFLOW = 2;
  static final int FIRED = 3;
  static final int TIMER = 4;
  static final int EXIT = 5;
  static final int SIGNAL = 6;
  static final int CRASH = 7;
  static final int STARTED = 8;
  static final int EXECUTED = 9;
  static final int UNSTARTED = 10;
  static final int ENDED = 11;
  static final int READY = 12;
  static final int NOTIFIED = 13;
  static final int SILENT = 14;
  static final int SERVICE = 15;

  /** How the records about services begin; what the number is depends on the type. */
  record Run(int k, int number, long run) {}

  /** The body of ENDED. */
  record Ended(Run run, int pid, long cpuMicros, long rssKb) {}

  /** The body of SERVICE; without process and after its end {@code flags} has 4. */
  record Listed(Run run, int status, int flags, String name) {}

  /** The body of FILE; handles as the page has them. */
  record FileEvent(
      long mask,
      int wd,
      int pid,
      int uid,
      int login,
      int ppid,
      int tty,
      ByteBuffer directory,
      ByteBuffer self,
      String name,
      String comm,
      String exe,
      String group) {}

  static List<Noted> all(FileChannel ledger, long from, long to) throws IOException {
    var bytes = ByteBuffer.allocate((int) (to - from)).order(ByteOrder.nativeOrder());
    while (bytes.hasRemaining() && ledger.read(bytes, from + bytes.position()) > 0) {}
    bytes.flip();
    assertThat(bytes.remaining()).isEqualTo((int) (to - from));
    var records = new ArrayList<Noted>();
    for (int at = 0; at < bytes.limit(); at += bytes.getInt(at)) {
      int length = bytes.getInt(at);
      assertThat(length % 8).isZero();
      assertThat(length).isBetween(16, bytes.limit() - at);
      var body = bytes.slice(at + 16, length - 16).order(ByteOrder.nativeOrder());
      records.add(new Noted(bytes.getInt(at + 4), bytes.getLong(at + 8), body));
    }
    return records;
  }

  /** The two numbers of FIRED, EXIT, SIGNAL and CRASH. */
  List<Integer> pair() {
    assertThat(body.remaining()).isEqualTo(8);
    return List.of(body.getInt(0), body.getInt(4));
  }

  Run run() {
    assertThat(type).isBetween(STARTED, SERVICE);
    return new Run(body.getInt(0), body.getInt(4), body.getLong(8));
  }

  /** Of UNSTARTED. */
  int step() {
    assertThat(type).isEqualTo(UNSTARTED);
    assertThat(body.remaining()).isEqualTo(24);
    return body.getInt(16);
  }

  Ended ended() {
    assertThat(type).isEqualTo(ENDED);
    assertThat(body.remaining()).isEqualTo(40);
    return new Ended(run(), body.getInt(16), body.getLong(24), body.getLong(32));
  }

  Listed listed() {
    assertThat(type).isEqualTo(SERVICE);
    return new Listed(run(), body.getInt(16), body.getInt(20), rest(24));
  }

  /** Of NOTIFIED. */
  String notified() {
    assertThat(type).isEqualTo(NOTIFIED);
    return rest(16);
  }

  private String rest(int from) {
    return text(body.duplicate().position(from), body.remaining() - from).replace("\0", "");
  }

  FileEvent file() {
    assertThat(type).isEqualTo(FILE);
    var in = body.duplicate().order(ByteOrder.nativeOrder());
    var lengths = new int[6];
    for (int i = 0; i < 6; i++) {
      lengths[i] = Short.toUnsignedInt(in.getShort(32 + 2 * i));
    }
    assertThat(in.getInt(44)).isZero();
    in.position(48);
    return new FileEvent(
        in.getLong(0),
        in.getInt(8),
        in.getInt(12),
        in.getInt(16),
        in.getInt(20),
        in.getInt(24),
        in.getInt(28),
        handle(in, lengths[0]),
        handle(in, lengths[1]),
        text(in, lengths[2]),
        text(in, lengths[3]),
        text(in, lengths[4]),
        text(in, lengths[5]));
  }

  private static ByteBuffer handle(ByteBuffer in, int length) {
    return ByteBuffer.wrap(next(in, length)).asReadOnlyBuffer();
  }

  private static byte[] next(ByteBuffer in, int length) {
    var bytes = new byte[length];
    in.get(bytes);
    return bytes;
  }

  private static String text(ByteBuffer in, int length) {
    return new String(next(in, length), StandardCharsets.UTF_8);
  }
}
