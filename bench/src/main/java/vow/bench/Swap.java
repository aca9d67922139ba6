package vow.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How long the loop of a running agent is held up when one promise of its policy changes. It is
 * asked something small all the time: what the slowest answer took is what a drift at that moment
 * would have waited. One file of its own, so that it runs without a build: {@code java Swap.java
 * VOW PROMISES CHANGES}.
 */
public final class Swap {
  private static final long LIMIT_NS = 60_000_000_000L;
  private static final long PAUSE_MS = 1;

  /** So long after the repair the loop is still watched: it saves and publishes what changed. */
  private static final long AFTER_NS = 500_000_000;

  /** And so long it is left alone, as people leave it before they change the next thing. */
  private static final long ALONE_NS = 3_000_000_000L;

  /** Nobody has this promise; but only the loop knows that. */
  private static final byte[] QUESTION =
      "{\"method\":\"vow.Agent.Explain\",\"parameters\":{\"id\":\"file[/no]\"}}\0"
          .getBytes(StandardCharsets.UTF_8);

  /** The slowest answer, and the CPU that the loop's thread used meanwhile. */
  private record Answer(long tookNs, long cpuNs) {}

  /** The slowest answers while a policy is taken up, and in the time after that. */
  private record Sample(Answer slowest, Answer afterwards, long repairedNs, long cpuNs) {}

  private final Path folder;
  private final String[] contents;

  private Swap(Path folder, int promises) {
    this.folder = folder;
    this.contents = new String[promises];
    for (int i = 0; i < promises; i++) {
      contents[i] = "as promised";
    }
  }

  /** The program to start, how many promises it is to keep, and how often one changes. */
  public static void main(String[] args) throws IOException, InterruptedException {
    var folder = Files.createTempDirectory("vow-swap");
    try {
      var samples =
          new Swap(folder, Integer.parseInt(args[1])).run(args[0], Integer.parseInt(args[2]));
      System.out.println(args[1] + " promises, one of them changed " + samples.size() + " times:");
      print("held up", samples.stream().map(s -> s.slowest.tookNs));
      print("held up in the 3 s after", samples.stream().map(s -> s.afterwards.tookNs));
      print("CPU of the loop meanwhile", samples.stream().map(s -> s.slowest.cpuNs));
      print("CPU of the loop in all", samples.stream().map(Sample::cpuNs));
      print("policy written to file repaired", samples.stream().map(Sample::repairedNs));
    } finally {
      remove(folder);
    }
  }

  private static void print(String what, java.util.stream.Stream<Long> figures) {
    var sorted = figures.sorted().toList();
    System.out.printf(
        Locale.ROOT,
        "  %s: p50 %.1f ms, p90 %.1f ms, most %.1f ms%n",
        what,
        sorted.get(sorted.size() / 2) / 1e6,
        sorted.get(sorted.size() * 9 / 10) / 1e6,
        sorted.getLast() / 1e6);
  }

  private List<Sample> run(String vow, int changes) throws IOException, InterruptedException {
    var policy = writePolicy();
    var tree = folder.resolve("tree");
    var agent =
        new ProcessBuilder(vow, "keep", policy.toString(), "--root", tree.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (var caller = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      untilWatching(agent);
      caller.connect(UnixDomainSocketAddress.of(tree.resolve("run/vow/control.sock")));
      var loop = loopOf(agent.pid());
      var samples = new ArrayList<Sample>();
      for (int i = 0; i < changes; i++) {
        samples.add(change((int) ((long) i * 7919 % contents.length), "change " + i, caller, loop));
      }
      return samples;
    } finally {
      agent.destroy();
      agent.waitFor();
    }
  }

  private Sample change(int which, String content, SocketChannel caller, Path loop)
      throws IOException, InterruptedException {
    contents[which] = content;
    var file = folder.resolve("tree/d/f" + which);
    var repairedNs = new AtomicLong();
    long startNs = System.nanoTime();
    long cpuNs = cpuNs(loop);
    writePolicy();
    var watching =
        Thread.ofVirtual()
            .start(() -> {
              while (repairedNs.get() == 0 && System.nanoTime() - startNs < LIMIT_NS) {
                if (says(file, content)) {
                  repairedNs.set(System.nanoTime() - startNs);
                }
              }
            });
    var slowest = new Answer(0, 0);
    while (repairedNs.get() == 0 || System.nanoTime() - startNs < repairedNs.get() + AFTER_NS) {
      slowest = slower(slowest, ask(caller, loop));
      if (System.nanoTime() - startNs > LIMIT_NS) {
        throw new IOException(file + " is not repaired");
      }
    }
    watching.join();
    long usedNs = cpuNs(loop) - cpuNs;
    var afterwards = new Answer(0, 0);
    for (long sinceNs = System.nanoTime(); System.nanoTime() - sinceNs < ALONE_NS; ) {
      afterwards = slower(afterwards, ask(caller, loop));
    }
    return new Sample(slowest, afterwards, repairedNs.get(), usedNs);
  }

  private static Answer slower(Answer one, Answer other) {
    return other.tookNs > one.tookNs ? other : one;
  }

  private static boolean says(Path file, String content) {
    try {
      Thread.sleep(PAUSE_MS); // a watch of ours would be one more to be served
      return Files.readString(file).equals(content + "\n");
    } catch (IOException | InterruptedException _) {
      return false;
    }
  }

  private static Answer ask(SocketChannel caller, Path loop)
      throws IOException, InterruptedException {
    Thread.sleep(PAUSE_MS); // one question at a time, and not all the time
    long cpuNs = cpuNs(loop);
    long startNs = System.nanoTime();
    caller.write(ByteBuffer.wrap(QUESTION));
    var answer = ByteBuffer.allocate(1_000);
    do {
      if (caller.read(answer) < 0) {
        throw new IOException("the agent hung up");
      }
    } while (answer.get(answer.position() - 1) != 0);
    return new Answer(System.nanoTime() - startNs, cpuNs(loop) - cpuNs);
  }

  private Path writePolicy() throws IOException {
    var text = new StringBuilder();
    for (int i = 0; i < contents.length; i++) {
      text.append("file \"/d/f").append(i).append("\" {\n  content = \"");
      text.append(contents[i]).append("\\n\"\n}\n");
    }
    return Files.writeString(folder.resolve("p.hcl"), text);
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

  /** The thread that runs main of the brain: the second that a Java process makes. */
  private static Path loopOf(long holder) throws IOException {
    var children = Files.readString(Path.of("/proc/" + holder + "/task/" + holder + "/children"));
    var brain = children.isBlank() ? String.valueOf(holder) : children.split(" ", -1)[0];
    try (var threads = Files.list(Path.of("/proc/" + brain + "/task"))) {
      return threads
          .sorted(Comparator.comparingLong(t -> Long.parseLong(t.getFileName().toString())))
          .skip(1)
          .findFirst()
          .orElseThrow();
    }
  }

  /** What a thread used so far: the first field of its schedstat. */
  private static long cpuNs(Path thread) throws IOException {
    return Long.parseLong(Files.readString(thread.resolve("schedstat")).split(" ", -1)[0]);
  }

  private static void remove(Path folder) throws IOException {
    try (var all = Files.walk(folder)) {
      for (var path : all.sorted(Collections.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
