package vow.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * The time from an outside write to the repaired file while the agent sleeps, and the CPU of the
 * brain that is started for it, until it sleeps again. One file of its own, so that it runs without
 * a build: {@code java Wake.java VOW SAMPLES PROMISES}.
 */
public final class Wake {
  private static final int FOLDER_MAX = 1_000;
  private static final long LIMIT_MS = 60_000;
  private static final long LOOK_MS = 1;

  /** A file that is drifted more often within a minute is contested, and repaired later. */
  private static final int DRIFTS_A_MINUTE = 4;

  private static final long MINUTE_NS = 61_000_000_000L;
  private static final long MS_PER_TICK = 10;
  private static final String KEPT = "as promised\n";

  private final String vow;
  private final Path folder;
  private final int promises;

  private Wake(String vow, Path folder, int promises) {
    this.vow = vow;
    this.folder = folder;
    this.promises = promises;
  }

  /** The program to start, how many times to wake it, and how many files it keeps. */
  public static void main(String[] args) throws IOException, InterruptedException {
    int samples = Integer.parseInt(args[1]);
    int promises = Integer.parseInt(args[2]);
    var folder = Files.createTempDirectory("vow-wake");
    var tookNs = new ArrayList<Long>();
    try {
      long cpuMs = new Wake(args[0], folder, promises).wake(samples, tookNs);
      Collections.sort(tookNs);
      System.out.printf(
          Locale.ROOT,
          "asleep, %d promises, %d writes: least %.0f ms, p50 %.0f ms, p99 %.0f ms, most %.0f ms;"
              + " CPU a wake %.0f ms%n",
          promises,
          samples,
          tookNs.getFirst() / 1e6,
          tookNs.get(samples / 2) / 1e6,
          tookNs.get(samples * 99 / 100) / 1e6,
          tookNs.getLast() / 1e6,
          (double) cpuMs / samples);
    } finally {
      remove(folder);
    }
  }

  /** Adds what each took, and answers the CPU of all brains but the first. */
  private long wake(int samples, List<Long> tookNs) throws IOException, InterruptedException {
    var policy = folder.resolve("p.hcl");
    var lines = new ArrayList<String>();
    lines.add("agent {\n  linger = \"200ms\"\n}\n");
    IntStream.range(0, promises)
        .forEach(i -> lines.add("file \"" + path(i) + "\" {\n  content = \"as promised\\n\"\n}\n"));
    Files.write(policy, lines);
    var agent =
        new ProcessBuilder(
                vow, "keep", policy.toString(), "--root", folder.resolve("tree").toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try {
      untilWatching(agent);
      untilAsleep(agent.pid());
      long beforeMs = childrenCpuMs(agent.pid());
      var startsNs = new ArrayList<Long>();
      for (int i = 0; i < samples; i++) {
        var file = folder.resolve("tree" + path(i % promises));
        int before = i - DRIFTS_A_MINUTE * promises;
        while (before >= 0 && System.nanoTime() < startsNs.get(before) + MINUTE_NS) {
          Thread.sleep(20); // for the minute to be over
        }
        long startNs = System.nanoTime();
        startsNs.add(startNs);
        Files.writeString(file, "drifted\n");
        while (!Files.readString(file).equals(KEPT)) {
          if (System.nanoTime() - startNs > LIMIT_MS * 1_000_000) {
            throw new IOException(file + " is not repaired");
          }
          Thread.sleep(LOOK_MS); // a watch of ours would be one more to be served
        }
        tookNs.add(System.nanoTime() - startNs);
        untilAsleep(agent.pid());
      }
      return childrenCpuMs(agent.pid()) - beforeMs;
    } finally {
      agent.destroy();
      agent.waitFor();
    }
  }

  private static String path(int i) {
    return "/d" + i / FOLDER_MAX + "/f" + i;
  }

  private static void untilWatching(Process agent) throws IOException {
    var out =
        new BufferedReader(new InputStreamReader(agent.getInputStream(), StandardCharsets.UTF_8));
    for (var line = out.readLine(); line != null; line = out.readLine()) {
      if (line.startsWith("watching")) {
        Thread.ofVirtual().start(() -> out.lines().forEach(_ -> {}));
        return;
      }
    }
    throw new IOException("the agent ended");
  }

  /** Until the holder has no child: the brain is gone. */
  private static void untilAsleep(long holder) throws IOException, InterruptedException {
    var children = Path.of("/proc/" + holder + "/task/" + holder + "/children");
    while (!Files.readString(children).isBlank()) {
      Thread.sleep(20); // no event tells that a stranger's child has ended
    }
  }

  /** User and system time of all ended children: fields 16 and 17 of proc_pid_stat(5). */
  private static long childrenCpuMs(long pid) throws IOException {
    var stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
    var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    return (Long.parseLong(fields[13]) + Long.parseLong(fields[14])) * MS_PER_TICK;
  }

  private static void remove(Path folder) throws IOException {
    try (var all = Files.walk(folder)) {
      for (var path : all.sorted(Collections.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
