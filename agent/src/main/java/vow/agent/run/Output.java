package vow.agent.run;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** The beginning and the end of what a command says, in bounded memory. One thread. */
final class Output {
  /** So many reads of up to 64 KiB are made before anything else is looked at. */
  static final int CHUNKS_PER_TURN = 64;

  private final int halfBytes;
  private final ByteArrayOutputStream head = new ByteArrayOutputStream();
  private final byte[] tail;
  private long total;

  Output(int limitBytes) {
    halfBytes = limitBytes / 2;
    tail = new byte[halfBytes];
  }

  void add(byte[] chunk) {
    int toHead = Math.min(chunk.length, halfBytes - head.size());
    head.write(chunk, 0, toHead);
    total += toHead;
    int from = Math.max(toHead, chunk.length - halfBytes);
    total += from - toHead;
    for (int i = from; i < chunk.length; i++, total++) {
      tail[(int) (total % halfBytes)] = chunk[i];
    }
  }

  String text() {
    var all = new ByteArrayOutputStream();
    all.writeBytes(head.toByteArray());
    long inTail = Math.min(total - head.size(), halfBytes);
    long left = total - head.size() - inTail;
    if (left > 0) {
      all.writeBytes("\n[%d bytes left out]\n".formatted(left).getBytes(StandardCharsets.UTF_8));
    }
    for (long at = total - inTail; at < total; at++) {
      all.write(tail[(int) (at % halfBytes)]);
    }
    return all.toString(StandardCharsets.UTF_8);
  }
}
