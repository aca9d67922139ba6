package vow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vow.agent.json.Json;

/** An agent that keeps services of this machine, all of them of the test's own program. */
final class Serviced implements AutoCloseable {
  private final Path folder;
  private RunningAgent agent;

  private Serviced(Path folder, RunningAgent agent) {
    this.folder = folder;
    this.agent = agent;
  }

  /** Keeps a policy; waits for the end of the first converge. */
  static Serviced keeping(Path folder, String policy) throws Exception {
    return keeping(folder, policy, List.of());
  }

  /** The same under the holder with which these words end. */
  static Serviced keeping(Path folder, String policy, List<String> under) throws Exception {
    return new Serviced(folder, RunningAgent.ofServices(folder, policy, under));
  }

  /** A service that does this: see native/test/service.c. */
  static String service(String name, String does, String... more) {
    var words = new ArrayList<String>();
    words.add('"' + HolderProgram.service() + '"');
    for (var word : does.split(" ", -1)) {
      words.add('"' + word + '"');
    }
    return "service \"%s\" {\n  run = [%s]\n%s\n}\n"
        .formatted(name, String.join(", ", words), String.join("\n", more).indent(2));
  }

  Path folder() {
    return folder;
  }

  RunningAgent agent() {
    return agent;
  }

  /** Puts another policy in place, and waits until a line of the agent has this. */
  void change(String policy) throws IOException {
    var next = folder.resolve("policy.next");
    Files.writeString(next, policy);
    Files.move(next, folder.resolve("policy.hcl"), StandardCopyOption.ATOMIC_MOVE);
  }

  /** The agent is killed, the holder too, and started again. */
  void killAndStart() throws Exception {
    kill();
    start();
  }

  /** The agent is killed, the holder too; its services run on. */
  void kill() throws Exception {
    var brains = children(); // each ends when it sees that, and keeps the lock until then
    agent.kill();
    for (var child : brains) {
      child.onExit().join();
    }
  }

  /** It is started again. */
  void start() throws Exception {
    var policy = Files.readString(folder.resolve("policy.hcl"));
    agent = RunningAgent.ofServices(folder, policy, List.of());
  }

  private List<ProcessHandle> children() {
    return agent.process().children().filter(Serviced::isBrain).toList();
  }

  /** The brain, if there is one now. */
  Optional<ProcessHandle> brain() {
    return agent.process().children().filter(Serviced::isBrain).findFirst();
  }

  private static boolean isBrain(ProcessHandle process) {
    return process.info().command().filter(c -> c.endsWith("/java")).isPresent();
  }

  /** What is written of a service. */
  Map<?, ?> told(String name) throws IOException {
    var file = folder.resolve("run/services.json");
    if (Files.exists(file)) {
      var all = RunningAgent.object(Files.readString(file)).get("services");
      for (var each : (List<?>) Objects.requireNonNull(all)) {
        if (each instanceof Map<?, ?> map && name.equals(map.get("name"))) {
          return map;
        }
      }
    }
    return Map.of();
  }

  String state(String name) throws IOException {
    return String.valueOf(told(name).get("state"));
  }

  long number(String name, String what) throws IOException {
    return told(name).get(what) instanceof BigDecimal number ? number.longValue() : 0;
  }

  long pid(String name) throws IOException {
    return number(name, "pid");
  }

  /** Waits until it stands so. */
  void becomes(String name, String state) throws Exception {
    try {
      Eventually.holds(() -> state(name).equals(state));
    } catch (AssertionError e) {
      throw new AssertionError(name + " is " + Json.write(told(name)) + agent.printed(), e);
    }
  }

  /** Waits for a process that is not this one. */
  long another(String name, long pid) throws Exception {
    try {
      Eventually.holds(() -> state(name).equals("ready") && pid(name) != pid);
    } catch (AssertionError e) {
      throw new AssertionError(name + " is " + Json.write(told(name)) + agent.printed(), e);
    }
    return pid(name);
  }

  /** All lines of a log, without their times. */
  List<String> log(String name) throws IOException {
    var lines = new ArrayList<String>();
    var logs = folder.resolve("state/log").resolve(name);
    var files = new ArrayList<Path>();
    try (var rotated = Files.newDirectoryStream(logs, "@*")) {
      rotated.forEach(files::add);
    }
    files.sort(null);
    files.add(logs.resolve("current"));
    for (var file : files) {
      for (var line : Files.exists(file) ? Files.readAllLines(file) : List.<String>of()) {
        assertThat(line).matches("20[0-9-]{8}T[0-9:]{8}[.][0-9]{6}Z .*");
        lines.add(line.substring(line.indexOf(' ') + 1));
      }
    }
    return lines;
  }

  /** Sends a signal to a process that this test has started. */
  static void signal(String signal, long pid) throws IOException {
    var kill = new ProcessBuilder("kill", "-" + signal, String.valueOf(pid)).start();
    kill.onExit().join();
  }

  /** No trace of the program's inside is shown to anybody. */
  static void clean(Vow.Result result) {
    assertThat(result.out() + result.err()).doesNotContain("at vow.").doesNotContain("Exception");
  }

  /** The same of the agent. */
  static void clean(Serviced kept) {
    assertThat(kept.agent().printed()).doesNotContain("at vow.").doesNotContain("Exception");
  }

  static boolean lives(long pid) {
    return pid > 0 && ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent();
  }

  /** Ends the agent and, as it leaves them running, its services. */
  @Override
  public void close() {
    agent.close();
    var groups = new ArrayList<Path>();
    try {
      var file = folder.resolve("run/services.json");
      if (!Files.exists(file)) {
        return;
      }
      var all = RunningAgent.object(Files.readString(file)).get("services");
      for (var each : all instanceof List<?> list ? list : List.of()) {
        end(each, groups);
      }
      for (var group : groups) {
        Files.writeString(group.resolve("cgroup.kill"), "1"); // what they have started, too
        Eventually.holds(() -> isRemoved(group));
      }
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** Whether a control group that nobody is in any more is gone, and the one around it. */
  private static boolean isRemoved(Path group) {
    boolean removed = group.toFile().delete() || !group.toFile().exists();
    boolean _ = group.resolveSibling("").toFile().delete(); // unless another service is in it
    return removed;
  }

  private static void end(@Nullable Object service, List<Path> groups) {
    if (service instanceof Map<?, ?> map && map.get("pid") instanceof BigDecimal pid) {
      var process =
          pid.signum() > 0 ? ProcessHandle.of(pid.longValue()) : Optional.<ProcessHandle>empty();
      process
          .filter(
              it -> it.info().command().filter(c -> c.equals(HolderProgram.service())).isPresent())
          .ifPresent(it -> {
            group(it.pid()).ifPresent(groups::add);
            it.descendants().forEach(ProcessHandle::destroyForcibly);
            it.destroyForcibly();
          });
    }
  }

  /** Whether vow may make control groups here: without, what leaves its process group gets away. */
  static boolean hasGroups() {
    return Files.isWritable(groups().resolve("cgroup.procs"));
  }

  /** Where control groups of version 2 are. */
  private static Path groups() {
    try {
      return Files.readAllLines(Path.of("/proc/self/mounts")).stream()
          .map(line -> line.split(" ", -1))
          .filter(words -> words[2].equals("cgroup2"))
          .map(words -> Path.of(words[1]))
          .findFirst()
          .orElse(Path.of("/none"));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** The control group that vow has made for a process, if it has. */
  private static Optional<Path> group(long pid) {
    try {
      return Files.readAllLines(Path.of("/proc/" + pid + "/cgroup")).stream()
          .filter(line -> line.startsWith("0::/") && line.contains("/vow."))
          .map(line -> groups().resolve(line.substring("0::/".length())))
          .filter(Files::isDirectory)
          .findFirst();
    } catch (IOException _) {
      return Optional.empty();
    }
  }
}
