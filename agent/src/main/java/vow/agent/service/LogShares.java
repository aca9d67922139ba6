package vow.agent.service;

import java.io.IOException;
import java.util.Comparator;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import vow.agent.blob.BlobReader;
import vow.agent.blob.BlobWriter;
import vow.model.service.Logging;

/**
 * How much the logs of services may take, so that all of them together stay within what the policy
 * allows: who would take more than an equal share of what others leave gets that share.
 *
 * @param bytes the shares of those that get less than they would take, by name
 * @param old so many are for logs of services that there are no more
 */
public record LogShares(Map<String, Long> bytes, long old) {
  /** Everybody gets what their promise says, and nothing is removed. */
  public static final LogShares ALL = new LogShares(Map.of(), Long.MAX_VALUE);

  /** Of all, the part that is for old logs. */
  private static final int OLD = 10;

  /** Two files of the least size: one that is written, and one that was put aside. */
  private static final long LEAST = 8_192;

  public LogShares {
    bytes = Map.copyOf(bytes);
  }

  /** Divides this many bytes among logs by the names of their services. */
  public static LogShares of(long most, Map<String, Logging> logs) {
    var files =
        logs.entrySet().stream()
            .filter(log -> log.getValue().sink() == Logging.Sink.FILES)
            .sorted(Comparator.comparingLong(log -> size(log.getValue())))
            .toList();
    var shares = new TreeMap<String, Long>();
    long old = most / OLD;
    long left = most - old;
    for (int i = 0; i < files.size(); i++) {
      long share = Math.max(LEAST, left / (files.size() - i));
      long size = size(files.get(i).getValue());
      if (size > share) {
        shares.put(files.get(i).getKey(), share);
      }
      left = Math.max(0, left - Math.min(size, share));
    }
    return new LogShares(shares, old);
  }

  /** What a log takes at most: the file that is written, and those that were put aside. */
  static long size(Logging logging) {
    return Math.multiplyExact(logging.fileBytes(), logging.files() + 1L);
  }

  /** How the log of a service is kept that its promise wants so. */
  public Logging share(String name, Logging logging) {
    long share = bytes.getOrDefault(name, Long.MAX_VALUE);
    if (share >= size(logging)) {
      return logging;
    }
    long file = Math.min(logging.fileBytes(), share / 2);
    int files = (int) Math.min(logging.files(), share / file - 1);
    return new Logging(logging.sink(), file, files, logging.age(), logging.linesPerSecond());
  }

  /** Writes them for the next brain. */
  public void write(BlobWriter out) {
    out.big(old);
    out.number(bytes.size());
    bytes.forEach((name, share) -> {
      out.text(name);
      out.big(share);
    });
  }

  /** Reads what {@link #write} wrote. */
  public static LogShares read(BlobReader in) throws IOException {
    long old = in.big();
    SortedMap<String, Long> bytes = new TreeMap<>();
    for (int left = in.count(); left > 0; left--) {
      bytes.put(in.text(), in.big());
    }
    return new LogShares(bytes, old);
  }
}
