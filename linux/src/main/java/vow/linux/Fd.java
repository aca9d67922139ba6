package vow.linux;

/**
 * An open descriptor and the duty to close it. Everything opened here is close-on-exec. Closing
 * twice is harmless; using it after closing is a programming error. Not safe to close from one
 * thread while another uses it.
 */
public final class Fd implements AutoCloseable {
  private static final int CLOSED = -1;

  private int number;

  /** Takes over a descriptor by number, for example one that was inherited. */
  public Fd(int number) {
    if (number < 0) {
      throw new IllegalArgumentException("not a descriptor: " + number);
    }
    this.number = number;
  }

  static Fd of(long result) {
    return new Fd((int) result);
  }

  public int number() {
    if (number == CLOSED) {
      throw new IllegalStateException("a closed descriptor was used");
    }
    return number;
  }

  public boolean isOpen() {
    return number != CLOSED;
  }

  /** The way to name the open file to calls that want a path, whatever happens to its name. */
  public String procPath() {
    return "/proc/self/fd/" + number();
  }

  @Override
  public void close() {
    if (number == CLOSED) {
      return;
    }
    int open = number;
    number = CLOSED;
    try (var frame = Frame.open()) {
      // The kernel frees the descriptor whatever it answers; repeating would close a stranger's.
      frame.call(Call.CLOSE, open);
    }
  }

  @Override
  public String toString() {
    return number == CLOSED ? "closed" : "descriptor " + number;
  }
}
