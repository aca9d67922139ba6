package vow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a policy was compiled from may change before anybody listens: after it was read, and before
 * the kernel was asked to tell. That is found when the listening begins, not at the next change.
 */
@Tag("root")
class BetweenReadAndWatchedTest {
  private static final String POLICY =
      """
      file "/told/fact" { content = node.fact.rack }
      file "/told/users" { content = join(",", keys(node.user)) }
      file "/told/text" { content = file("text") }
      file "/told/policy" { content = "as it was" }
      """;

  /** The queue of the kernel is opened this much later; what is opened before is noted. */
  private static final List<String> LATE =
      List.of(
          "strace",
          "-f",
          "--seccomp-bpf",
          "-qq",
          "-e",
          "trace=open,openat,openat2,inotify_init1",
          "-e",
          "inject=inotify_init1:delay_enter=1500000:when=1",
          "-o");

  @TempDir Path folder;

  @Test
  void factsAreNotMissed() throws Exception {
    try (var agent = startLate()) {
      write("root/etc/passwd", "root:x:0:0::/:/bin/sh\nann:x:1:1::/:/bin/sh\n");
      write("root/var/lib/vow/facts.d/rack", "after");

      agent.watching();

      isTold(agent, "fact", "after");
      isTold(agent, "users", "ann,root");
      end(agent);
    }
  }

  @Test
  void filesAreNotMissed() throws Exception {
    try (var agent = startLate()) {
      write("text", "after");
      agent.watching();
      isTold(agent, "text", "after");
      end(agent);
    }
  }

  @Test
  void thePolicyIsNotMissed() throws Exception {
    try (var agent = startLate()) {
      write("policy.hcl", POLICY.replace("as it was", "after"));
      agent.watching();
      isTold(agent, "policy", "after");
      end(agent);
    }
  }

  private RunningAgent startLate() throws Exception {
    write("root/etc/passwd", "root:x:0:0::/:/bin/sh\n");
    write("root/var/lib/vow/facts.d/rack", "before");
    write("text", "before");
    write("policy.hcl", POLICY);
    var trace = folder.resolve("trace");
    var under = new ArrayList<>(LATE);
    under.add(trace.toString());
    var agent = RunningAgent.start(folder, Hearing.BEST, under);
    waitUntilRead(trace, agent);
    return agent;
  }

  /** It is the agent that is told to stop; then strace has nothing left to do. */
  private static void end(RunningAgent agent) throws Exception {
    agent.process().children().forEach(ProcessHandle::destroy);
    agent.ended();
  }

  private static void isTold(RunningAgent agent, String name, String content) throws Exception {
    var id = "file[/told/" + name + "]";
    var outcome = agent.take(id);
    while (!Files.readString(agent.at("/told/" + name)).equals(content)) {
      outcome = agent.take(id);
    }
    assertThat(outcome.outcome()).isEqualTo("repaired");
  }

  /** What was opened is what is read: the others that come are renamed into place. */
  private static void waitUntilRead(Path trace, RunningAgent agent) throws Exception {
    while (true) {
      var awaited = new ArrayList<>(List.of("facts.d/rack", "etc/passwd", "/text"));
      assertThat(agent.process().isAlive()).as(agent.printed()).isTrue();
      for (var line : Files.exists(trace) ? Files.readAllLines(trace) : List.<String>of()) {
        awaited.removeIf(name -> line.contains("open") && line.contains(name + "\""));
      }
      if (awaited.isEmpty()) {
        return;
      }
      Thread.sleep(20); // strace tells of nothing but by its file
    }
  }

  private void write(String name, String text) throws Exception {
    var file = folder.resolve(name);
    Files.createDirectories(Objects.requireNonNull(file.getParent()));
    var next = folder.resolve("next");
    Files.writeString(next, text);
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
  }
}
