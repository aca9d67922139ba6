package vow.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** What a process has printed so far, read while it runs. For many threads. */
final class Lines {
  private static final long LIMIT_SECONDS = 60;
  private final List<String> lines = new ArrayList<>();

  /** Reads to the end on a thread of its own. */
  Lines(InputStream stream) {
    Thread.ofPlatform().daemon().name("lines").start(() -> read(stream));
  }

  synchronized List<String> all() {
    return List.copyOf(lines);
  }

  /** The first line at or after an index that is wanted; waits for it. */
  synchronized int await(int from, Predicate<String> wanted, String what)
      throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
    for (int at = from; ; ) {
      for (; at < lines.size(); at++) {
        if (wanted.test(lines.get(at))) {
          return at;
        }
      }
      long leftMs = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
      if (leftMs <= 0) {
        throw new AssertionError("never came: " + what + "; what came: " + lines);
      }
      wait(leftMs);
    }
  }

  private void read(InputStream stream) {
    try (var reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
      for (var line = reader.readLine(); line != null; line = reader.readLine()) {
        add(line);
      }
    } catch (IOException e) {
      add("(the stream broke: " + e + ")");
    }
  }

  private synchronized void add(String line) {
    lines.add(line);
    notifyAll();
  }
}
