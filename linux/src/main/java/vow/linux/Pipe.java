package vow.linux;

import java.util.Optional;

/** Two ends of a byte stream between processes (pipe(7)); both close-on-exec. */
public record Pipe(Fd reader, Fd writer) implements AutoCloseable {
  private static final int CLOEXEC = 02000000;
  private static final int NONBLOCK = 04000;
  private static final int SET_FLAGS = 4;

  /** A new pipe. The reader does not block; the writer, usually given to a child, does. */
  public static Pipe open() {
    try (var frame = Frame.open()) {
      int at = frame.reserve(8);
      Frame.check(frame.call(Call.PIPE2, frame.address(at), CLOEXEC), Call.PIPE2, "");
      var pipe = new Pipe(new Fd(frame.bytes().getInt(at)), new Fd(frame.bytes().getInt(at + 4)));
      frame.call(Call.FCNTL, pipe.reader.number(), SET_FLAGS, NONBLOCK);
      return pipe;
    }
  }

  /** What can be read now: nothing yet is empty, and the end is an array of length 0. */
  public Optional<byte[]> read() {
    try (var frame = Frame.open()) {
      int at = frame.reserveRest();
      long got = frame.call(Call.READ, reader.number(), frame.address(at), Frame.SIZE_BYTES - at);
      if (Frame.is(got, Errno.EAGAIN) || Frame.is(got, Errno.EINTR)) {
        return Optional.empty();
      }
      var content = new byte[(int) Frame.check(got, Call.READ, "a pipe")];
      frame.bytes().get(at, content);
      return Optional.of(content);
    }
  }

  @Override
  public void close() {
    reader.close();
    writer.close();
  }
}
