package vow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an agent tells of its own wakes, and that looking adds none. */
class WakesTest {
  private static final long LIMIT_MS = TimeUnit.SECONDS.toMillis(60);
  private static final String MOTD = "file[/etc/motd]";

  @TempDir Path folder;

  @Test
  void aPromiseThatWakesItTooOftenIsNamedAndLookingWakesNobody() throws Exception {
    try (var agent = keeping("linger = \"300ms\"\n  wakes_per_hour = 2")) {
      for (int i = 1; i <= 4; i++) {
        Files.writeString(agent.at("/etc/motd"), "wrong " + i + "\n");
        wokenAndAsleep(agent, i);
      }

      var own = status(agent);
      var text = agent.run("status", "--all").exits(0).out();
      agent.run("journal").exits(0);
      agent.run("why", "/etc/motd").exits(0);
      var metrics = Files.readString(agent.at("/run/vow/metrics.prom"));

      assertThat(own)
          .containsEntry("woken", BigDecimal.valueOf(4))
          .containsEntry("wakes_per_hour", BigDecimal.TWO)
          .containsEntry("stays_awake", null);
      var often = Shape.of("promise:id count:count until:time").checkEach(own.get("often"));
      assertThat(often)
          .singleElement()
          .satisfies(one -> assertThat(one).containsEntry("promise", MOTD))
          .satisfies(one -> assertThat(one).containsEntry("count", BigDecimal.valueOf(4)));
      assertThat(text)
          .contains("woken 4 times: 4 by " + MOTD)
          .contains(MOTD + " woke it 4 times within an hour, more than 2");
      assertThat(metrics.lines())
          .contains("vow_wakes_total{by=\"promise\"} 4")
          .contains("vow_wakes_often{promise=\"" + MOTD + "\"} 4")
          .contains("vow_stays_awake 0");
      assertThat(agent.printed().lines().filter(line -> line.contains("woke the agent")))
          .as("told once, not at each wake")
          .singleElement()
          .isEqualTo(MOTD + " woke the agent 3 times within an hour");
      assertThat(agent.process().children()).isEmpty();
      assertThat(status(agent)).containsEntry("woken", BigDecimal.valueOf(4));
    }
  }

  @Test
  void wakesThatAreForNoPromiseAreToldByTheirKind() throws Exception {
    try (var agent = keeping("linger = \"300ms\"")) {
      agent.run("hold", "/etc/motd").exits(0);
      wokenAndAsleep(agent, 1);
      agent.change(policy("linger = \"300ms\"").replace("right", "better"));
      wokenAndAsleep(agent, 2);
      Files.writeString(agent.at("/etc/os-release"), "ID=debian\n");
      wokenAndAsleep(agent, 3);
      Files.newOutputStream(agent.at("/etc/motd"), java.nio.file.StandardOpenOption.APPEND).close();
      wokenAndAsleep(agent, 4);

      assertThat(wakes(agent))
          .containsEntry("callers", 1)
          .containsEntry("policy", 1)
          .containsEntry("fact", 1)
          .containsEntry(MOTD, 1);
    }
  }

  @Test
  void oneThatStaysIsReplacedByAFreshBrainOnceItIsQuiet() throws Exception {
    try (var agent = RunningAgent.keeping(folder, policy("linger = \"0s\""), Hearing.HELD)) {
      agent.take(MOTD);
      long first = brain(agent);
      long end = System.currentTimeMillis() + LIMIT_MS;
      while (brain(agent) == first) {
        assertThat(System.currentTimeMillis()).as("still the first brain").isLessThan(end);
        Thread.sleep(10); // nothing tells from outside that a process was replaced
      }
      long fresh = brain(agent);

      Files.writeString(agent.at("/etc/motd"), "wrong\n");
      assertThat(agent.take(MOTD).outcome()).isEqualTo("repaired");

      assertThat(brain(agent)).isEqualTo(fresh);
      assertThat(status(agent))
          .containsEntry("state", "awake")
          .containsEntry("woken", BigDecimal.ZERO);
      assertThat(agent.printed()).doesNotContain("unable");
    }
  }

  @Test
  @Tag("long") // 30 seconds of quiet before each sleep
  void anAgentThatIsWokenTooOftenStaysAwakeAndSaysWhy() throws Exception {
    try (var agent = keeping("mode = \"keep\"")) {
      for (int i = 1; i <= 4; i++) {
        Files.writeString(agent.at("/etc/motd"), "wrong " + i + "\n");
        wokenAndAsleep(agent, i);
      }
      Files.writeString(agent.at("/etc/motd"), "wrong again\n");
      agent.take(MOTD);
      Thread.sleep(TimeUnit.SECONDS.toMillis(40)); // that it does not sleep is the subject

      assertThat(agent.process().children()).hasSize(1);
      assertThat(agent.run("status").exits(0).out())
          .contains("agent   awake")
          .contains("stays awake: it was woken 5 times within 5 minutes");
      assertThat(Files.readString(agent.at("/run/vow/metrics.prom")))
          .contains("vow_stays_awake 1\n");
    }
  }

  private RunningAgent keeping(String settings) throws Exception {
    var agent = RunningAgent.keeping(folder, policy(settings), Hearing.HELD);
    wokenAndAsleep(agent, 0);
    return agent;
  }

  private static String policy(String settings) {
    return """
    agent {
      %s
    }
    file "/etc/motd" {
      content = "right\\n"
    }
    file "/etc/facts" {
      content = "%s\\n"
    }
    """
        .formatted(settings, "${node.os.name}");
  }

  /** Its process id; there may be none for a moment. */
  private static long brain(RunningAgent agent) {
    long[] brains = {};
    while (brains.length == 0) {
      brains = agent.process().children().mapToLong(ProcessHandle::pid).toArray();
    }
    return brains[0];
  }

  private static void wokenAndAsleep(RunningAgent agent, int times) throws Exception {
    long end = System.currentTimeMillis() + LIMIT_MS;
    while (agent.process().children().findAny().isPresent() || !isAsleep(agent, times)) {
      assertThat(System.currentTimeMillis())
          .as("asleep after %d wakes: %s", times, published(agent))
          .isLessThan(end);
      Thread.sleep(10); // nothing tells from outside that a process sleeps
    }
  }

  private static boolean isAsleep(RunningAgent agent, int times) throws IOException {
    var own = published(agent);
    return "asleep".equals(own.get("state")) && number(own, "woken") == times;
  }

  private static Map<String, @Nullable Object> published(RunningAgent agent) throws IOException {
    var text = Files.readString(agent.at("/run/vow/status.json"));
    return Shape.part(RunningAgent.object(text), "agent");
  }

  private static Map<String, @Nullable Object> status(RunningAgent agent) {
    return Shape.part(RunningAgent.object(agent.run("status", "--json").exits(0).out()), "agent");
  }

  private static Map<String, Integer> wakes(RunningAgent agent) throws IOException {
    var wakes = new TreeMap<String, Integer>();
    if (published(agent).get("wakes") instanceof List<?> list) {
      for (var each : list) {
        var wake = Shape.of("by:text count:count").check(each);
        wakes.put(String.valueOf(wake.get("by")), number(wake, "count"));
      }
    }
    return wakes;
  }

  private static int number(Map<String, @Nullable Object> of, String name) {
    return ((Number) Objects.requireNonNull(of.get(name))).intValue();
  }
}
