package vow.linux;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.concurrent.ArrayBlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * Native memory for the arguments of a few system calls, taken from a small pool: {@code try (var
 * frame = Frame.open())}. Memory is handed out from the bottom up and all given back at close. A
 * frame belongs to the thread that opened it. Content is read and written through the {@link
 * ByteBuffer}, which costs far less to start than segment access.
 */
final class Frame implements AutoCloseable {
  /** Room in one frame: two longest paths and an I/O chunk. */
  static final int SIZE_BYTES = 64 * 1024;

  /** The longest path the kernel takes, with its NUL. */
  static final int PATH_BYTES_MAX = 4096;

  private static final int KEPT_FRAMES_MAX = 8;
  private static final int ERRNO_BYTES = 8;
  private static final ArrayBlockingQueue<Frame> FREE = new ArrayBlockingQueue<>(KEPT_FRAMES_MAX);

  private final ByteBuffer bytes =
      ByteBuffer.allocateDirect(SIZE_BYTES).order(ByteOrder.nativeOrder());
  private final long address = Syscall.addressOf(bytes);
  private @Nullable MemorySegment state;
  private int top = ERRNO_BYTES;

  private Frame() {}

  static Frame open() {
    var free = FREE.poll();
    return free == null ? new Frame() : free;
  }

  /** Reserves zeroed memory, in whole words, and returns its offset in {@link #bytes}. */
  int reserve(int sizeBytes) {
    int at = (top + 7) & ~7;
    if (sizeBytes > SIZE_BYTES - 8 - at) {
      throw new IllegalArgumentException("a frame has no room for " + sizeBytes + " bytes");
    }
    top = at + sizeBytes;
    for (int i = at; i < top; i += 8) {
      bytes.putLong(i, 0);
    }
    return at;
  }

  /** How many bytes are left. */
  int room() {
    return SIZE_BYTES - top - 16;
  }

  /** Takes all memory that is left, not zeroed, for bulk input and output; returns its offset. */
  int reserveRest() {
    int at = (top + 7) & ~7;
    top = SIZE_BYTES;
    return at;
  }

  /** Copies in a NUL-terminated path or name and returns its address. */
  long path(String text) {
    if (text.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("a path holds a NUL character");
    }
    byte[] encoded = Names.encode(text);
    if (encoded.length >= PATH_BYTES_MAX) {
      throw new LinuxException("open", Errno.ENAMETOOLONG, text);
    }
    return text(encoded);
  }

  /** Copies in a NUL-terminated text of any length that fits and returns its address. */
  long text(byte[] encoded) {
    int at = top;
    if (encoded.length >= SIZE_BYTES - at) {
      throw new IllegalArgumentException("a frame has no room for a text of " + encoded.length);
    }
    bytes.put(at, encoded).put(at + encoded.length, (byte) 0);
    top = at + encoded.length + 1;
    return address + at;
  }

  /** The native address of an offset. */
  long address(int offset) {
    return address + offset;
  }

  ByteBuffer bytes() {
    return bytes;
  }

  /** Where {@link Foreign} functions leave errno: the start of {@link #bytes}. */
  MemorySegment state() {
    var made = state == null ? MemorySegment.ofBuffer(bytes.slice(0, ERRNO_BYTES)) : state;
    state = made;
    return made;
  }

  /** Calls the kernel: the result, or minus errno. */
  long call(Call call, long a, long b, long c, long d, long e, long f) {
    return Syscall.call(this, call.number(), a, b, c, d, e, f);
  }

  long call(Call call, long a, long b, long c, long d, long e) {
    return call(call, a, b, c, d, e, 0);
  }

  long call(Call call, long a, long b, long c, long d) {
    return call(call, a, b, c, d, 0, 0);
  }

  long call(Call call, long a, long b, long c) {
    return call(call, a, b, c, 0, 0, 0);
  }

  long call(Call call, long a, long b) {
    return call(call, a, b, 0, 0, 0, 0);
  }

  long call(Call call, long a) {
    return call(call, a, 0, 0, 0, 0, 0);
  }

  /** The result itself, or the exception that its errno means. */
  static long check(long result, Call call, String what) {
    if (result < 0) {
      throw new LinuxException(call.verb(), Errno.of((int) -result), what);
    }
    return result;
  }

  static boolean is(long result, Errno errno) {
    return result == -errno.number();
  }

  @Override
  public void close() {
    top = ERRNO_BYTES;
    FREE.offer(this);
  }
}
