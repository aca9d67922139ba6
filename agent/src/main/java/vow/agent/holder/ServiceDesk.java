package vow.agent.holder;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import vow.linux.Descriptors;
import vow.linux.Fd;

/** What the holder can be asked to do for services (docs/holder.md, Services). From any thread. */
public final class ServiceDesk {
  /** So many services there can be. */
  public static final int SERVICES_MAX = 512;

  /** Sockets that can be held for each. */
  public static final int SOCKETS_MAX = 8;

  private final Consumer<byte[]> plain;
  private final Fd socket;

  ServiceDesk(Consumer<byte[]> plain, Fd socket) {
    this.plain = plain;
    this.socket = socket;
  }

  /** How a log is kept: see OPEN. */
  public record Log(int files, long fileBytes, int ageS, int linesPerS) {}

  /** There is a service of that number, and its log is kept in this folder. */
  public void open(int number, String name, Log log, Fd folder) {
    var text = (name + "\0").getBytes(StandardCharsets.UTF_8);
    var message =
        message(
            74,
            24 + text.length,
            out ->
                out.putInt(number)
                    .putInt(log.files())
                    .putLong(log.fileBytes())
                    .putInt(log.ageS())
                    .putInt(log.linesPerS())
                    .put(text));
    Descriptors.send(socket, message, folder);
  }

  /** Starts a process, as the words say. */
  public void launch(int number, long run, Fd words) {
    Descriptors.send(
        socket, message(75, 16, out -> out.putInt(number).putInt(0).putLong(run)), words);
  }

  /** Sends a signal to its process, or to its whole group. */
  public void kill(int number, long run, int signal, boolean group) {
    plain.accept(
        message(
            76,
            24,
            out -> out.putInt(number).putInt(signal).putLong(run).putInt(group ? 1 : 0).putInt(0)));
  }

  /** Forgets it, unless it has a process. */
  public void close(int number) {
    plain.accept(message(77, 8, out -> out.putInt(number).putInt(0)));
  }

  /** Asks for a {@link ServiceRecord.Known} of each. */
  public void list() {
    plain.accept(message(78, 8, out -> out.putLong(0)));
  }

  /** This process is that of a service. */
  public void adopt(int number, int pid, long run, Fd pidFd) {
    Descriptors.send(
        socket, message(79, 16, out -> out.putInt(number).putInt(pid).putLong(run)), pidFd);
  }

  /** Listens at this socket for what it says of itself. */
  public void notify(int number, boolean all, Fd datagrams) {
    Descriptors.send(
        socket, message(80, 8, out -> out.putInt(number).putInt(all ? 1 : 0)), datagrams);
  }

  /** It has to say that often that it is alive; 0 for no more. */
  public void pings(int number, long run, long withinUs) {
    plain.accept(
        message(81, 24, out -> out.putInt(number).putInt(0).putLong(run).putLong(withinUs)));
  }

  /** Holds a socket for it. */
  public void socket(int number, int index, Fd listener) {
    Descriptors.send(socket, message(82, 8, out -> out.putInt(number).putInt(index)), listener);
  }

  /** Holds no such socket for it any more. */
  public void noSocket(int number, int index) {
    plain.accept(message(82, 8, out -> out.putInt(number).putInt(index)));
  }

  /** So many descriptors it may store; what is stored beyond is closed. */
  public void store(int number, int most) {
    plain.accept(message(85, 8, out -> out.putInt(number).putInt(most)));
  }

  /** Sends each of its lines to a socket instead, after a prefix; none to stop that. */
  public void forward(int number, String prefix, String suffix, Fd datagrams) {
    var text = (prefix + "\0" + suffix + "\0").getBytes(StandardCharsets.UTF_8);
    Descriptors.send(
        socket,
        message(84, 8 + text.length, out -> out.putInt(number).putInt(0).put(text)),
        datagrams);
  }

  private static byte[] message(int type, int bodyBytes, Consumer<ByteBuffer> body) {
    var bytes = new byte[8 + bodyBytes];
    body.accept(ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder()).putInt(type).putInt(0));
    return bytes;
  }
}
