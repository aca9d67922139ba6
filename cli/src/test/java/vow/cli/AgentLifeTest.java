package vow.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** How an agent begins, is told things from outside, and ends. */
@Execution(ExecutionMode.CONCURRENT)
class AgentLifeTest {
  private static final String POLICY =
      """
      file "/etc/motd" {
        content = "hello\\n"
      }
      """;

  private static final String ID = "file[/etc/motd]";

  /** Under nohup the tests' own children would be born deaf to it, and so stay, as they should. */
  private static final List<String> HEARS_HUP = List.of("env", "--default-signal=HUP");

  private static final Duration STOP = Duration.ofSeconds(1);

  @TempDir Path folder;

  @Test
  void aSecondOneRefusesAndNamesTheFirst() throws Exception {
    try (var agent = RunningAgent.keeping(folder, POLICY, Hearing.BEST)) {
      var first = "another agent (pid " + agent.process().pid() + ")";

      var stays = agent.run("keep", agent.policy().toString()).exits(1);
      var once = agent.run("keep", agent.policy().toString(), "--once").exits(1);

      assertThat(stays.err()).contains(first);
      assertThat(once.err()).contains(first).contains("--state");
      Files.writeString(agent.at("/etc/motd"), "drift\n");
      agent.rest(ID);
      assertThat(agent.at("/etc/motd")).hasContent("hello\n");
    }
  }

  @Test
  void stopsInASecondAtRest() throws Exception {
    try (var agent = RunningAgent.keeping(folder, POLICY, Hearing.BEST)) {
      assertStops(agent);
    }
  }

  @Test
  void stopsInASecondWhileACommandRuns() throws Exception {
    var policy =
        POLICY
            + """
            exec "long" {
              run          = "test -p $VOW_ROOT/began || exit 0; echo $$ > $VOW_ROOT/began; exec sleep 1000"
              refresh_only = true
              on_change    = [file["/etc/motd"]]
            }
            """;
    try (var agent = RunningAgent.keeping(folder, policy, Hearing.BEST)) {
      agent.rest(ID);
      // A fifo: opening it waits until the command has begun.
      var began = agent.at("/began");
      assertThat(new ProcessBuilder("mkfifo", began.toString()).start().waitFor()).isZero();
      Files.writeString(agent.at("/etc/motd"), "drift\n");
      long pid = Long.parseLong(Files.readString(began).strip());

      assertStops(agent);

      var child = ProcessHandle.of(pid);
      child.ifPresent(c -> c.onExit().orTimeout(10, TimeUnit.SECONDS).join());
      assertThat(agent.at("/etc/motd")).hasContent("hello\n");
    }
  }

  @Test
  void aBrokenPolicyLeavesTheLastGoodOneWorking() throws Exception {
    try (var agent = RunningAgent.keeping(folder, POLICY, Hearing.BEST)) {
      agent.rest(ID);
      Files.writeString(agent.policy(), "file \"/etc/motd\" { contnt = 1 }\n");
      agent.says("still keeping the last good one");

      Files.writeString(agent.at("/etc/motd"), "drift\n");
      assertThat(agent.take(ID).outcome()).isEqualTo("repaired");
      assertThat(agent.at("/etc/motd")).hasContent("hello\n");
      assertThat(agent.printed()).contains("unknown-attribute", "did you mean", "content");
      var status = RunningAgent.object(agent.run("status", "--json").out());
      assertThat(String.valueOf(status.get("policy"))).contains("unknown-attribute");
      agent.stop();
    }

    try (var again = RunningAgent.start(folder, Hearing.BEST).watching()) {
      again.rest(ID);
      Files.writeString(again.at("/etc/motd"), "drift\n");
      assertThat(again.take(ID).outcome()).isEqualTo("repaired");
      assertThat(again.printed()).contains("unknown-attribute", "keeping the last good one");
      again.stop();
      again.run("keep", again.policy().toString(), "--once").exits(1);
    }
  }

  @Test
  void readsThePolicyAgainWhenItHangsUp() throws Exception {
    try (var agent = RunningAgent.keeping(folder, POLICY, Hearing.BEST, HEARS_HUP)) {
      Files.writeString(agent.policy(), "broken {\n");
      agent.says("still keeping");
      int before = saidTimes(agent);

      var hup = new ProcessBuilder("kill", "-HUP", "" + agent.process().pid()).start();
      assertThat(hup.waitFor()).isZero();

      while (saidTimes(agent) == before) {
        assertThat(agent.process().isAlive()).isTrue();
        agent.settle();
      }
    }
  }

  @Test
  void aPolicyThatIsHalfWrittenIsNeverRead() throws Exception {
    try (var agent = RunningAgent.keeping(folder, POLICY, Hearing.BEST, HEARS_HUP)) {
      var whole = Files.readString(agent.policy()).replace("hello", "changed");
      try (var out = Files.newOutputStream(agent.policy())) {
        out.write(whole.substring(0, 30).getBytes(UTF_8));
        out.flush();
        assertThat(new ProcessBuilder("kill", "-HUP", "" + agent.process().pid()).start().waitFor())
            .isZero();
        for (int i = 0; i < 5; i++) {
          agent.settle();
        }
        out.write(whole.substring(30).getBytes(UTF_8));
      }

      agent.rest(ID);
      while (!Files.readString(agent.at("/etc/motd")).equals("changed\n")) {
        agent.settle();
      }
      assertThat(agent.printed()).doesNotContain("invalid").doesNotContain("error");
    }
  }

  private static int saidTimes(RunningAgent agent) {
    return agent.printed().split("still keeping", -1).length - 1;
  }

  private static void assertStops(RunningAgent agent) throws InterruptedException {
    long from = System.nanoTime();
    assertThat(agent.stop()).isZero();
    assertThat(Duration.ofNanos(System.nanoTime() - from)).isLessThan(STOP);
  }
}
