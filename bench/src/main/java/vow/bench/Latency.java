package vow.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchService;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * The time from an outside write to the repaired file, as whoever watches the folder sees it. One
 * file of its own, so that it runs without a build: {@code java Latency.java VOW PROMISES}.
 */
public final class Latency {
  private static final int SAMPLES = 200;

  /** The fifth repair of a promise within a minute makes it contested. */
  private static final int REPAIRS_MAX = 4;

  private static final long LIMIT_MS = 30_000;
  private static final long PAUSE_MS = 20;
  private static final String KEPT = "as promised\n";

  private final Path folder;
  private final int promises;

  private Latency(Path folder, int promises) {
    this.folder = folder;
    this.promises = promises;
  }

  /** The program to start, and how many promises it is to keep. */
  public static void main(String[] args) throws IOException, InterruptedException {
    int promises = Integer.parseInt(args[1]);
    var tookNs = new ArrayList<Long>();
    while (tookNs.size() < SAMPLES) {
      var folder = Files.createTempDirectory("vow-latency");
      var latency = new Latency(folder, promises);
      try {
        tookNs.addAll(latency.samples(args[0], SAMPLES - tookNs.size()));
      } finally {
        latency.remove();
      }
    }
    Collections.sort(tookNs);
    System.out.printf(
        Locale.ROOT,
        "%d promises, %d writes: p50 %.1f ms, p99 %.1f ms, most %.1f ms%n",
        promises,
        SAMPLES,
        tookNs.get(SAMPLES / 2) / 1e6,
        tookNs.get(SAMPLES * 99 / 100) / 1e6,
        tookNs.getLast() / 1e6);
  }

  private List<Long> samples(String vow, int most) throws IOException, InterruptedException {
    Files.write(
        folder.resolve("p.hcl"),
        IntStream.range(0, promises)
            .mapToObj(i -> "file \"/d/f" + i + "\" {\n  content = \"as promised\\n\"\n}\n")
            .toList());
    var policy = folder.resolve("p.hcl").toString();
    var agent =
        new ProcessBuilder(vow, "keep", policy, "--root", folder.resolve("tree").toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try {
      var out =
          new BufferedReader(new InputStreamReader(agent.getInputStream(), StandardCharsets.UTF_8));
      for (var line = out.readLine(); line != null; line = out.readLine()) {
        if (line.startsWith("watching")) {
          Thread.ofVirtual().start(() -> out.lines().forEach(_ -> {}));
          return drift(Math.min(most, promises * REPAIRS_MAX));
        }
      }
      throw new IOException("the agent ended");
    } finally {
      agent.destroy(); // which ends its output, and so who reads it
      agent.waitFor();
    }
  }

  private List<Long> drift(int count) throws IOException, InterruptedException {
    var tookNs = new ArrayList<Long>();
    var kept = folder.resolve("tree/d");
    try (var watcher = FileSystems.getDefault().newWatchService()) {
      kept.register(watcher, StandardWatchEventKinds.ENTRY_CREATE);
      for (int i = 0; i < count; i++) {
        var file = kept.resolve("f" + (long) i * 7919 % promises);
        long startNs = System.nanoTime();
        Files.writeString(file, "drifted\n");
        while (!Files.readString(file).equals(KEPT)) {
          if (!isTold(watcher, LIMIT_MS)) {
            throw new IOException(file + " is not repaired");
          }
        }
        tookNs.add(System.nanoTime() - startNs);
        isTold(watcher, PAUSE_MS); // drift comes one by one
      }
    }
    return tookNs;
  }

  private static boolean isTold(WatchService watcher, long limitMs) throws InterruptedException {
    var key = watcher.poll(limitMs, TimeUnit.MILLISECONDS);
    if (key != null) {
      key.pollEvents();
      key.reset();
    }
    return key != null;
  }

  private void remove() throws IOException {
    try (var all = Files.walk(folder)) {
      for (var path : all.sorted(Collections.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
