package vow.linux;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;

/**
 * The one door to the kernel. Three functions in C that the build compiles (native/java), where it
 * could: the first call through a {@link Foreign} handle costs as much as all else that a woken
 * agent does. Without them everything works, later.
 */
final class Syscall {
  /** Names the compiled library; set by whoever starts us. */
  private static final String LIBRARY = "vow.syscall";

  private static final boolean COMPILED = load();

  private Syscall() {}

  /** Calls the kernel: the result, or minus errno. */
  static long call(Frame frame, long number, long a, long b, long c, long d, long e, long f) {
    if (COMPILED) {
      return kernel(number, a, b, c, d, e, f);
    }
    long result = Foreign.call(frame.state(), number, a, b, c, d, e, f);
    return result == -1 ? -frame.bytes().getInt(0) : result;
  }

  /** Where a direct buffer lies. */
  static long addressOf(ByteBuffer direct) {
    return COMPILED ? address(direct) : MemorySegment.ofBuffer(direct).address();
  }

  /** Memory as a buffer that does not own it. */
  @SuppressWarnings("restricted") // this is the one module that is granted native access
  static ByteBuffer at(long address, long size) {
    return COMPILED
        ? buffer(address, size)
        : MemorySegment.ofAddress(address).reinterpret(size).asByteBuffer();
  }

  /** Whether the compiled functions are used. */
  static boolean isCompiled() {
    return COMPILED;
  }

  @SuppressWarnings("restricted") // this is the one module that is granted native access
  private static boolean load() {
    var file = System.getProperty(LIBRARY, "");
    if (file.isEmpty()) {
      return false;
    }
    try {
      System.load(file);
      return true;
    } catch (UnsatisfiedLinkError _) {
      return false; // for another machine, or gone: the other way always works
    }
  }

  private static native long kernel(long number, long a, long b, long c, long d, long e, long f);

  private static native long address(ByteBuffer direct);

  private static native ByteBuffer buffer(long address, long size);
}
