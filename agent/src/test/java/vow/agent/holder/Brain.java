package vow.agent.holder;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

/** One brain (native/test/brain.c), as the test that tells it what to do sees it. */
final class Brain implements AutoCloseable {
  static final int HELLO = 64;
  static final int HANDLED = 65;
  static final int READ = 66;
  static final int SYNC = 67;
  static final int DROP = 69;
  static final int RESUME = 70;
  static final int WAKE = 71;
  static final int SLEEP = 72;
  static final int END = 73;
  static final int UPGRADE = 83;

  private final SocketChannel test;
  private final Queue<ByteBuffer> packets = new ArrayDeque<>();
  private final int pid;
  private final List<String> arguments;

  private record Said(char letter, ByteBuffer body) {}

  Brain(SocketChannel test) throws IOException {
    this.test = test;
    var hello = hear();
    assertThat(hello.letter).isEqualTo('H');
    pid = hello.body.getInt();
    var words = StandardCharsets.UTF_8.decode(hello.body).toString().split("\0", -1);
    arguments = List.of(words).subList(1, words.length - 1);
  }

  int pid() {
    return pid;
  }

  /** What it was started with, without the socket of the test. */
  List<String> arguments() {
    return arguments;
  }

  private Said hear() throws IOException {
    int length = bytes(4).getInt();
    var said = bytes(length);
    return new Said((char) said.get(), said.slice().order(ByteOrder.nativeOrder()));
  }

  private ByteBuffer bytes(int length) throws IOException {
    var bytes = ByteBuffer.allocate(length).order(ByteOrder.nativeOrder());
    while (bytes.hasRemaining()) {
      if (test.read(bytes) < 0) {
        throw new EOFException();
      }
    }
    return bytes.flip();
  }

  /** Carries out an order; its result is a number or a negative errno. */
  int order(char letter, ByteBuffer body) throws IOException {
    tell(letter, body);
    for (var said = hear(); ; said = hear()) {
      if (said.letter == 'R') {
        return said.body.getInt();
      }
      packets.add(said.body); // the end of the holder has an empty one
    }
  }

  private void tell(char letter, ByteBuffer body) throws IOException {
    var order = ByteBuffer.allocate(5 + body.remaining()).order(ByteOrder.nativeOrder());
    order.putInt(body.remaining() + 1).put((byte) letter).put(body).flip();
    while (order.hasRemaining()) {
      test.write(order);
    }
  }

  static ByteBuffer body(int length) {
    return ByteBuffer.allocate(length).order(ByteOrder.nativeOrder());
  }

  private static ByteBuffer numberAndPath(ByteBuffer body, Path path) {
    return body.put((path + "\0").getBytes(StandardCharsets.UTF_8)).flip();
  }

  /** Sends a packet to the holder. */
  void send(ByteBuffer packet) throws IOException {
    assertThat(order('P', packet)).isNotNegative();
  }

  /** Sends what the holder ends it for: there is nobody to say that it was sent. */
  void sendLast(int type, int first, int second) throws IOException {
    tell('P', body(16).putInt(type).putInt(0).putInt(first).putInt(second).flip());
  }

  void send(int type, long n) throws IOException {
    send(body(16).putInt(type).putInt(0).putLong(n).flip());
  }

  void send(int type, int first, int second) throws IOException {
    send(body(16).putInt(type).putInt(0).putInt(first).putInt(second).flip());
  }

  void hello() throws IOException {
    send(HELLO, 1, 0);
  }

  /** Asks the holder to become this program. */
  void upgrade(Path program) throws IOException {
    var path = (program + "\0").getBytes(StandardCharsets.UTF_8);
    send(body(8 + path.length).putInt(UPGRADE).putInt(0).put(path).flip());
  }

  void wakeBy(List<String> command) throws IOException {
    var strings = (String.join("\0", command) + "\0").getBytes(StandardCharsets.UTF_8);
    var packet = body(16 + strings.length).putInt(WAKE).putInt(0).putInt(command.size()).putInt(0);
    send(packet.put(strings).flip());
  }

  /** Asks to sleep and returns the type of the answer. */
  int sleep(long handled, long wakeAtMs, int entries) throws IOException {
    var packet = body(32).putInt(SLEEP).putInt(0).putLong(handled).putLong(wakeAtMs);
    send(packet.putInt(entries).putInt(0).flip());
    for (var told = receive(); ; told = receive()) {
      if (told.type() != Told.MORE) {
        return told.type();
      }
    }
  }

  /** Goes to sleep and is gone. */
  void goToSleep(long handled, long wakeAtMs, int entries) throws IOException {
    assertThat(sleep(handled, wakeAtMs, entries)).isEqualTo(Told.GO);
    exit(0);
  }

  int slot(int k, int flags, Path source) throws IOException {
    return order('S', numberAndPath(body(1024).putInt(k).putInt(flags), source));
  }

  void mark(Path path, long mask) throws IOException {
    assertThat(order('M', numberAndPath(body(1024).putLong(mask), path))).isZero();
  }

  /** Watches by inotify and returns the number of the watch. */
  int watch(Path path, int mask) throws IOException {
    return order('I', numberAndPath(body(1024).putInt(mask), path));
  }

  /** Writes the file itself. */
  void write(Path path) throws IOException {
    assertThat(order('W', numberAndPath(body(1024), path))).isOne();
  }

  /** Makes an orphan that ends with the status once the FIFO is opened for writing. */
  int orphan(int status, Path fifo) throws IOException {
    return order('F', numberAndPath(body(1024).putInt(status), fifo));
  }

  /** Sends a packet with the descriptor that native/test/brain.c makes of the text. */
  void give(ByteBuffer packet, char sort, byte[] text) throws IOException {
    var order = body(packet.remaining() + text.length + 6).putInt(packet.remaining()).put(packet);
    assertThat(order('G', order.put((byte) sort).put(text).put((byte) 0).flip())).isNotNegative();
  }

  void closeControl() throws IOException {
    order('C', body(0));
  }

  void exit(int status) throws IOException {
    tell('X', body(1).put((byte) status).flip());
    var unheard = ByteBuffer.allocate(8192);
    while (test.read(unheard.clear()) >= 0) {}
  }

  void kill() throws IOException {
    Rig.run("kill", "-KILL", Integer.toString(pid));
  }

  /** The next message of the holder; waits for it. */
  Told receive() throws IOException {
    return new Told(packets.isEmpty() ? hear().body : packets.remove());
  }

  /** True when the next that it hears of the holder is its end. */
  boolean seesTheEnd() throws IOException {
    return hear().letter == 'E';
  }

  /** Everything the holder has sent; knows by a SYNC that it is all. */
  List<Told> received() throws IOException {
    send(SYNC, 4711);
    var all = new ArrayList<Told>();
    for (var told = receive(); told.type() != Told.SYNCED; told = receive()) {
      all.add(told);
    }
    return all;
  }

  Told.Start start() throws IOException {
    return receive().start();
  }

  /** Waits until both queues are read, and returns how far the ledger goes. */
  long sync() throws IOException {
    send(SYNC, 7);
    for (var told = receive(); ; told = receive()) {
      if (told.type() == Told.SYNCED) {
        return told.written();
      }
    }
  }

  /** The records from one place of the ledger to another. */
  List<Noted> records(long from, long to) throws IOException {
    try (var ledger = FileChannel.open(fd(5), StandardOpenOption.READ)) {
      return Noted.all(ledger, from, to);
    }
  }

  /** Its descriptor of that number, as a file to open. */
  Path fd(int number) {
    return Path.of("/proc/" + pid + "/fd/" + number);
  }

  @Override
  public void close() throws IOException {
    test.close();
  }
}
