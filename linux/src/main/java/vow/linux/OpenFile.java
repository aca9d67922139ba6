package vow.linux;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.ByteBuffer;

/**
 * An open file: its content, mode, owner and fate on disk. Methods throw {@link LinuxException}.
 * Not for two threads at once.
 */
public final class OpenFile implements AutoCloseable {
  private static final int SEEK_SET = 0;
  private static final int MEMFD_CLOEXEC = 1;
  private static final int PROT_READ = 1;
  private static final int MAP_SHARED_POPULATE = 1 | 0x8000;

  private final Fd fd;
  private final String name;

  OpenFile(Fd fd, String name) {
    this.fd = fd;
    this.name = name;
  }

  /**
   * Reads or writes through a descriptor that came from elsewhere; {@code name} is for messages.
   */
  public static OpenFile of(Fd fd, String name) {
    return new OpenFile(fd, name);
  }

  /** An empty file in memory that has no name in any folder. */
  public static OpenFile inMemory(String name) {
    try (var frame = Frame.open()) {
      long result = frame.call(Call.MEMFD_CREATE, frame.path(name), MEMFD_CLOEXEC);
      return new OpenFile(Fd.of(Frame.check(result, Call.MEMFD_CREATE, name)), name);
    }
  }

  public Fd fd() {
    return fd;
  }

  /** The next read or write, by whoever shares the descriptor, starts at the beginning. */
  public void rewind() {
    call(Call.LSEEK, 0, SEEK_SET);
  }

  public Statx stat() {
    return Statx.of(fd);
  }

  /**
   * The whole content as memory that nobody may write (mmap(2)), for as long as the process lives:
   * for files that are replaced and never cut short, since whoever reads beyond the end of one that
   * was is killed.
   *
   * @throws LinuxException EFBIG when there is more than {@code limitBytes}
   */
  public ByteBuffer map(int limitBytes) {
    long size = stat().sizeBytes();
    if (size > limitBytes) {
      throw new LinuxException(Call.MMAP.verb(), Errno.EFBIG, name);
    }
    if (size == 0) {
      return ByteBuffer.allocate(0);
    }
    try (var frame = Frame.open()) {
      long at = frame.call(Call.MMAP, 0, size, PROT_READ, MAP_SHARED_POPULATE, fd.number(), 0);
      return Syscall.at(Frame.check(at, Call.MMAP, name), size).asReadOnlyBuffer();
    }
  }

  /**
   * The whole content, from the start.
   *
   * @throws LinuxException EFBIG when there is more than {@code limitBytes}
   */
  public byte[] readAll(long limitBytes) {
    var content = new ByteArrayOutputStream();
    try (var frame = Frame.open()) {
      int at = frame.reserveRest();
      var chunk = new byte[Frame.SIZE_BYTES - at];
      while (true) {
        long offset = content.size();
        long got = frame.call(Call.PREAD64, fd.number(), frame.address(at), chunk.length, offset);
        if (Frame.is(got, Errno.EINTR)) {
          continue;
        }
        if (Frame.check(got, Call.PREAD64, name) == 0) {
          return content.toByteArray();
        }
        if (offset + got > limitBytes) {
          throw new LinuxException(Call.READ.verb(), Errno.EFBIG, name);
        }
        frame.bytes().get(at, chunk, 0, (int) got);
        content.write(chunk, 0, (int) got);
      }
    }
  }

  /** Reads what there is into the array: the number of bytes, 0 at the end. */
  public int read(byte[] into) {
    try (var frame = Frame.open()) {
      int at = frame.reserveRest();
      int room = Math.min(into.length, Frame.SIZE_BYTES - at);
      long got;
      do {
        got = frame.call(Call.READ, fd.number(), frame.address(at), room);
      } while (Frame.is(got, Errno.EINTR));
      Frame.check(got, Call.READ, name);
      frame.bytes().get(at, into, 0, (int) got);
      return (int) got;
    }
  }

  /** What {@link #read} gives, as a stream that is worth a buffer; closing it closes the file. */
  public InputStream stream() {
    return new FileStream(this);
  }

  /** Writes all of it at the current offset. */
  public void write(byte[] content) {
    try (var frame = Frame.open()) {
      int at = frame.reserveRest();
      int room = Frame.SIZE_BYTES - at;
      int done = 0;
      while (done < content.length) {
        int size = Math.min(room, content.length - done);
        frame.bytes().put(at, content, done, size);
        long put = frame.call(Call.WRITE, fd.number(), frame.address(at), size);
        if (!Frame.is(put, Errno.EINTR)) {
          done += (int) Frame.check(put, Call.WRITE, name);
        }
      }
    }
  }

  /** Replaces the content in place, for files that cannot be renamed over (bind mounts, /proc). */
  public void overwrite(byte[] content) {
    call(Call.FTRUNCATE, 0, 0);
    rewind();
    write(content);
  }

  /** Writes all in one system call, as files of /proc and /sys want it; it must fit in 32 KiB. */
  public void writeOnce(byte[] content) {
    try (var frame = Frame.open()) {
      int at = frame.reserveRest();
      frame.bytes().put(at, content);
      long put = frame.call(Call.WRITE, fd.number(), frame.address(at), content.length);
      if (Frame.check(put, Call.WRITE, name) != content.length) {
        throw new LinuxException(Call.WRITE.verb(), Errno.EIO, name);
      }
    }
  }

  /** Sets the permission bits, setuid, setgid and sticky included. */
  public void chmod(int mode) {
    call(Call.FCHMOD, mode, 0);
  }

  /** Sets owner and group; -1 leaves one alone. */
  public void chown(int uid, int gid) {
    call(Call.FCHOWN, uid, gid);
  }

  /** Returns when the content has reached the disk. */
  public void sync() {
    call(Call.FSYNC, 0, 0);
  }

  private void call(Call call, long a, long b) {
    try (var frame = Frame.open()) {
      long result;
      do {
        result = frame.call(call, fd.number(), a, b);
      } while (Frame.is(result, Errno.EINTR));
      Frame.check(result, call, name);
    }
  }

  @Override
  public void close() {
    fd.close();
  }
}
