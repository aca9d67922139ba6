package vow.linux;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

/**
 * C functions by name, each called as {@code long f(long x7)}: the price of a foreign handle is
 * paid per signature, and this one fits {@code syscall(2)} and all of the few library functions
 * that {@link Spawn} needs. Arguments are numbers or addresses inside a {@link Frame}.
 */
final class Foreign {
  private static final Linker LINKER = Linker.nativeLinker();
  private static final MethodHandle SYSCALL = function("syscall").orElseThrow();

  private Foreign() {}

  /** Calls the kernel; errno is left at the start of {@code state}. */
  static long call(
      MemorySegment state, long number, long a, long b, long c, long d, long e, long f) {
    try {
      return (long) SYSCALL.invokeExact(state, number, a, b, c, d, e, f);
    } catch (Throwable t) {
      throw new AssertionError("a system call throws nothing", t);
    }
  }

  /** A C function by name, with the signature of {@link #call}; empty when this libc lacks it. */
  @SuppressWarnings("restricted") // this is the one module that is granted native access
  static Optional<MethodHandle> function(String name) {
    var type =
        FunctionDescriptor.of(
            JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG);
    return LINKER
        .defaultLookup()
        .find(name)
        .map(at -> LINKER.downcallHandle(at, type, Linker.Option.captureCallState("errno")));
  }
}
