package vow.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A running agent hears of every fact that changes, and evaluates what used it and nothing else.
 */
class FactsChangeTest {
  /** How a fact is changed, by a shell in the kept tree. */
  enum Fact {
    OS("node.os.name", "echo ID=other > etc/os-release"),
    USER("keys(node.user)", "echo ann:x:1:1::/:/bin/sh >> etc/passwd"),
    PACKAGE(
        "node.package",
        "printf 'Package: one\\nStatus: install ok installed\\nVersion: 2\\n\\n' > new"
            + " && mv new var/lib/dpkg/status"),
    TAGS("node.tags", "echo web >> var/lib/vow/facts.d/tags"),
    CUSTOM("node.fact.rack", "echo b13 > var/lib/vow/facts.d/rack"),
    HOSTNAME("node.hostname", "echo other > /proc/sys/kernel/hostname"),
    SYSCTL("node.sysctl[\"kernel.domainname\"]", "echo other > /proc/sys/kernel/domainname"),
    MOUNT("keys(node.mount)", "mount -t tmpfs none etc/here"),
    NETWORK("node.network", "ip link set lo up");

    private final String expression;
    private final String change;

    Fact(String expression, String change) {
      this.expression = expression;
      this.change = change;
    }

    /** Whether an agent in namespaces of its own is needed to change it. */
    boolean isOfTheMachine() {
      return EnumSet.range(HOSTNAME, NETWORK).contains(this);
    }

    String id() {
      return "file[" + path() + "]";
    }

    String path() {
      return "/told/" + name().toLowerCase(Locale.ROOT);
    }

    String promise() {
      var content = "jsonencode(" + expression + ")";
      return "file \"" + path() + "\" {\n  content = " + content + "\n}\n";
    }
  }

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource
  void whatIsInTheKeptTreeAndTheState(Hearing hearing) throws Exception {
    try (var agent = keep(hearing, List.of())) {
      for (var fact : Fact.values()) {
        if (!fact.isOfTheMachine()) {
          changes(fact, agent, List.of());
        }
      }
    }
  }

  @Test
  @Tag("root")
  void whatTheKernelTells() throws Exception {
    var own = List.of("unshare", "--uts", "--mount", "--net", "--");
    assumeTrue(run(own, "true") == 0, "this process may not make namespaces");
    try (var agent = keep(Hearing.BEST, own)) {
      var pid = Long.toString(agent.process().pid());
      for (var fact : Fact.values()) {
        if (fact.isOfTheMachine()) {
          changes(fact, agent, List.of("nsenter", "-t", pid, "-u", "-m", "-n", "--"));
        }
      }
    }
  }

  /** Disks are those of the whole machine: a loop device comes and goes. */
  @Test
  @Tag("root")
  void devicesThatComeAndGo() throws Exception {
    var image = folder.resolve("image");
    Files.write(image, new byte[1 << 20]);
    try (var agent = keep(Hearing.BEST, List.of())) {
      var process = new ProcessBuilder("losetup", "--find", "--show", image.toString()).start();
      var device = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
      assumeTrue(process.waitFor() == 0, "this machine has no loop devices to give");
      try {
        assertThat(agent.take("file[/told/disk]").cause()).isEqualTo("policy");
        assertThat(Files.readString(agent.at("/told/disk")))
            .contains(
                device.substring("/dev/".length()) + "\":{\"model\":\"\",\"size_bytes\":1048576");
      } finally {
        assertThat(run(List.of("losetup", "-d"), device)).isZero();
      }
      assertThat(agent.take("file[/told/disk]").outcome()).isEqualTo("repaired");
    }
  }

  private RunningAgent keep(Hearing hearing, List<String> under) throws Exception {
    var root = folder.resolve("root");
    for (var path : List.of("etc/here", "var/lib/dpkg", "var/lib/vow/facts.d")) {
      Files.createDirectories(root.resolve(path));
    }
    Files.writeString(root.resolve("etc/passwd"), "root:x:0:0::/root:/bin/sh\n");
    var policy =
        Stream.of(Fact.values()).map(Fact::promise).collect(Collectors.joining())
            + "file \"/told/disk\" {\n  content = jsonencode(node.disk)\n}\n"
            + "file \"/told/nothing\" {\n  content = \"always the same\"\n}\n";
    var agent = RunningAgent.keeping(folder, policy, hearing, under);
    for (var fact : Fact.values()) {
      agent.take(fact.id());
    }
    agent.take("file[/told/disk]");
    agent.settle();
    return agent;
  }

  private static void changes(Fact fact, RunningAgent agent, List<String> in) throws Exception {
    var before = Files.readString(agent.at(fact.path()));
    long assessed = agent.metric("vow_assessments_total");

    var words = new ArrayList<>(in);
    words.addAll(List.of("sh", "-ec"));
    assertThat(run(words, "cd '" + agent.root() + "'; " + fact.change)).as(fact.change).isZero();

    var first = agent.take(fact.id());
    assertThat(first.outcome()).as(first.toString()).isEqualTo("repaired");
    assertThat(first.cause()).isEqualTo("policy");
    assertThat(Files.readString(agent.at(fact.path()))).isNotEqualTo(before);
    int more = agent.rest(fact.id()).size(); // a link that comes up tells more than once
    assertThat(agent.metric("vow_assessments_total") - assessed)
        .as("only what used " + fact + " is assessed, and the markers")
        .isEqualTo(1 + more + RunningAgent.MARKS_PER_SETTLE);
  }

  private static int run(List<String> words, String last) throws IOException, InterruptedException {
    var all = new ArrayList<>(words);
    all.add(last);
    var process = new ProcessBuilder(all).inheritIO().start();
    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    return process.exitValue();
  }
}
