package vow.linux;

import java.io.InputStream;

/** What is read from an open file, as a stream. Closing it closes the file. */
final class FileStream extends InputStream {
  private final OpenFile file;

  FileStream(OpenFile file) {
    this.file = file;
  }

  @Override
  public int read() {
    var one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int offset, int length) {
    if (length == 0) {
      return 0;
    }
    var chunk = new byte[length];
    int got = file.read(chunk);
    System.arraycopy(chunk, 0, into, offset, got);
    return got == 0 ? -1 : got;
  }

  @Override
  public void close() {
    file.close();
  }
}
