package vow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import vow.agent.control.ControlClient;
import vow.agent.control.ControlServer.Refused;
import vow.agent.json.Json;

/**
 * An agent that stays, {@code vow keep POLICY --root ROOT --json}, in a process of its own. A
 * policy that is given as text is kept in {@code ROOT/../policy.hcl}, with marker files: {@link
 * #settle} needs them to know that all that happened before has been dealt with.
 */
final class RunningAgent implements AutoCloseable {
  /** Many, because one that is drifted again and again is contested, and left alone for a while. */
  private static final int MARKERS = 64;

  static final int MARKS_PER_SETTLE = 2;
  private static final long LIMIT_SECONDS = 60;

  private final Path root;
  private final List<String> places;
  private final Path policy;
  private final Path socket;
  private final String marker; // the folder of the marker files in the kept tree
  private final Process process;
  private final Lines out;
  private final Lines err;
  private final Map<String, Integer> taken = new HashMap<>();
  private int marks;

  private RunningAgent(Path folder, boolean ofSystem, Hearing hearing, List<String> under)
      throws IOException {
    root = ofSystem ? Path.of("/") : folder.resolve("root");
    var state = folder.resolve("state");
    var run = ofSystem ? folder.resolve("run") : root.resolve("run/vow");
    places =
        ofSystem
            ? List.of("--state", state.toString(), "--runtime", run.toString())
            : List.of("--root", root.toString());
    policy = folder.resolve("policy.hcl");
    socket = run.resolve("control.sock");
    marker = ofSystem ? folder + "/marker" : "/marker";
    var words = new ArrayList<>(List.of("keep", policy.toString(), "--json"));
    words.addAll(places);
    var builder = Vow.in(folder).builder(words);
    if (hearing.inotify()) {
      builder.command().add(1, "-Dvow.watch=inotify");
    }
    if (hearing.held()) {
      builder.command().add(1, "-Xrs");
      builder.command().addFirst(HolderProgram.path());
    }
    builder.command().addAll(0, under);
    process = builder.start();
    out = new Lines(process.getInputStream());
    err = new Lines(process.getErrorStream());
  }

  /** Writes the policy and waits until the agent has converged and watches. */
  static RunningAgent keeping(Path folder, String policy, Hearing hearing)
      throws IOException, InterruptedException {
    return keeping(folder, policy, hearing, List.of());
  }

  /** The same, started by another program, such as {@code unshare --uts}. */
  static RunningAgent keeping(Path folder, String policy, Hearing hearing, List<String> under)
      throws IOException, InterruptedException {
    Files.writeString(folder.resolve("policy.hcl"), policy + markers("/marker"));
    return new RunningAgent(folder, false, hearing, under).watching();
  }

  /**
   * The same, but what is kept is this machine itself; only the state is in the folder. The policy
   * must be about things that nobody misses.
   */
  static RunningAgent ofSystem(Path folder, String policy)
      throws IOException, InterruptedException {
    Files.writeString(folder.resolve("policy.hcl"), policy + markers(folder + "/marker"));
    return new RunningAgent(folder, true, Hearing.BEST, List.of()).watching();
  }

  /** The same under a holder, that of the words if there are any. Without marker files. */
  static RunningAgent ofServices(Path folder, String policy, List<String> under)
      throws IOException, InterruptedException {
    Files.writeString(folder.resolve("policy.hcl"), policy);
    var hearing = under.isEmpty() ? Hearing.HELD : Hearing.BEST;
    return new RunningAgent(folder, true, hearing, under).watching();
  }

  /** Keeps the policy that is in the folder; may still be converging, or fail. */
  static RunningAgent start(Path folder, Hearing hearing) throws IOException {
    return new RunningAgent(folder, false, hearing, List.of());
  }

  /** The same, started by another program. */
  static RunningAgent start(Path folder, Hearing hearing, List<String> under) throws IOException {
    return new RunningAgent(folder, false, hearing, under);
  }

  private static String markers(String folder) {
    return """
    file "marker" {
      for_each = toset([for i in range(%d) : tostring(i)])
      path     = "%s/${each.key}"
      content  = "as it was\\n"
    }
    """
        .formatted(MARKERS, folder);
  }

  /** Gives it another policy, and waits until it has converged to that. */
  void change(String text) throws IOException, InterruptedException {
    int before = out.all().size();
    var next = policy.resolveSibling("policy.next");
    Files.writeString(next, text + markers(marker));
    Files.move(next, policy, StandardCopyOption.ATOMIC_MOVE);
    out.await(before, l -> l.contains("\"summary\":"), "the end of the converge");
  }

  RunningAgent watching() throws InterruptedException {
    err.await(0, l -> l.startsWith("watching "), "watching; it also said " + out.all());
    return this;
  }

  /** A path of the kept tree on this machine. */
  Path at(String path) {
    return root.resolve(path.substring(1));
  }

  Path root() {
    return root;
  }

  Path policy() {
    return policy;
  }

  Process process() {
    return process;
  }

  /** Waits for this on standard error. */
  void says(String part) throws InterruptedException {
    err.await(0, l -> l.contains(part), part);
  }

  /** Waits for the next line about a promise that was not taken before. */
  Outcome take(String id) throws InterruptedException {
    int at = out.await(taken.getOrDefault(id, 0), l -> of(l, id), id);
    taken.put(id, at + 1);
    return new Outcome(object(out.all().get(at)));
  }

  /** All lines about a promise that were not taken before, once all so far is dealt with. */
  List<Outcome> rest(String id) throws IOException, InterruptedException {
    settle();
    return told(id);
  }

  /** All lines about a promise so far that were not taken before. */
  List<Outcome> told(String id) {
    var rest = new ArrayList<Outcome>();
    var lines = out.all();
    for (int i = taken.getOrDefault(id, 0); i < lines.size(); i++) {
      if (of(lines.get(i), id)) {
        rest.add(new Outcome(object(lines.get(i))));
      }
    }
    taken.put(id, lines.size());
    return rest;
  }

  /**
   * Drifts two markers: the events before have then been read, and what they led to, ended. The
   * first is not closed before it is repaired, so that the agent waits for its writer as long as it
   * does for those of the events before.
   */
  void settle() throws IOException, InterruptedException {
    var first = nextMarker();
    try (var open = Files.newOutputStream(at(first))) {
      open.write("still being written".getBytes(StandardCharsets.UTF_8));
      isRepaired(first);
    }
    var second = nextMarker();
    Files.writeString(at(second), "drifted\n");
    isRepaired(second);
  }

  private String nextMarker() {
    var path = marker + "/" + marks++ % MARKERS;
    taken.put("file[" + path + "]", out.all().size());
    return path;
  }

  private void isRepaired(String path) throws InterruptedException {
    assertThat(take("file[" + path + "]").outcome()).isEqualTo("repaired");
  }

  /** Another verb, for this agent. */
  Vow.Result run(String... words) {
    var all = new ArrayList<>(List.of(words));
    all.addAll(places);
    return Vow.in(Objects.requireNonNull(policy.getParent())).run(all.toArray(String[]::new));
  }

  /**
   * A counter as it is now, such as {@code vow_assessments_total}; the file may be a step behind.
   */
  long metric(String name) throws Refused {
    var reply = ControlClient.call(socket, "Metrics", Map.of()).orElseThrow();
    return String.valueOf(reply.get("text"))
        .lines()
        .filter(l -> l.startsWith(name + " "))
        .mapToLong(l -> Long.parseLong(l.substring(name.length() + 1)))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no metric " + name));
  }

  /** Meddles with the kept tree, which is {@code $ROOT}. */
  void sh(String script) throws IOException, InterruptedException {
    var builder = new ProcessBuilder("sh", "-c", script).inheritIO();
    builder.environment().put("ROOT", root.toString());
    var shell = builder.start();
    assertThat(shell.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
    assertThat(shell.exitValue()).as(script).isZero();
  }

  /** Everything that it printed. */
  String printed() {
    return String.join("\n", out.all()) + "\n" + String.join("\n", err.all());
  }

  /** Ends it in good order. */
  int stop() throws InterruptedException {
    process.destroy();
    return ended();
  }

  /** Its exit code, once it has ended by itself. */
  int ended() throws InterruptedException {
    assertThat(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)).as("ends").isTrue();
    return process.exitValue();
  }

  /** Ends it as the kernel does when memory is short. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
        kill();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
    }
  }

  /** One JSON line. */
  record Outcome(Map<String, @Nullable Object> json) {
    String outcome() {
      return String.valueOf(json.get("outcome"));
    }

    String cause() {
      return String.valueOf(json.get("cause"));
    }

    @Override
    public String toString() {
      return Json.write(json);
    }
  }

  private static boolean of(String line, String id) {
    return line.contains("\"id\":" + Json.write(id) + ",");
  }

  static Map<String, @Nullable Object> object(String text) {
    return Json.parseObject(text).orElseThrow(() -> new AssertionError("no JSON: " + text));
  }
}
