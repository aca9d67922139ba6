package vow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What keeps vow from repairing, as somebody with a machine to lose would try it. */
@Execution(ExecutionMode.CONCURRENT)
class BrakesTest {
  private static final String MOTD =
      """
      file "/etc/motd" {
        content = "hello\\n"
      }
      """;

  private static final String ID = "file[/etc/motd]";

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(names = {"BEST", "HELD"})
  void everythingIsHeldAndReleased(Hearing hearing) throws Exception {
    try (var agent = RunningAgent.keeping(folder, MOTD, hearing)) {
      agent.rest(ID);
      agent.run("hold", "--all", "--for", "1h", "--why", "moving disks").exits(0);
      Files.writeString(agent.at("/etc/motd"), "mine\n");

      assertThat(agent.take(ID).outcome()).isEqualTo("noop");
      assertThat(agent.at("/etc/motd")).hasContent("mine\n");
      assertThat(agent.run("status").exits(0).out())
          .contains("nothing is repaired, held by ")
          .contains(": moving disks; vow hold --all --release ends that");
      assertThat(agent.run("plan", agent.policy().toString()).exits(2).out()).contains("+hello");
      assertThat(agent.run("hold", "--all", "--release", ID).exits(64).err()).contains("not both");

      agent.run("hold", "--all", "--release").exits(0);

      assertThat(agent.take(ID).outcome()).isEqualTo("repaired");
      assertThat(agent.at("/etc/motd")).hasContent("hello\n");
      assertThat(agent.run("hold", "--all", "--release").exits(1).err())
          .contains("nothing is held as a whole");
      assertThat(agent.run("journal").out())
          .contains("nothing is repaired, held by ")
          .contains("everything is kept again");
    }
  }

  @Test
  void anAgentThatIsKilledStillHoldsEverything() throws Exception {
    try (var agent = RunningAgent.keeping(folder, MOTD, Hearing.BEST)) {
      agent.run("hold", "--all").exits(0);
      agent.run("status").exits(0);
      agent.kill();
      Files.writeString(agent.at("/etc/motd"), "mine\n");
    }
    try (var agent = RunningAgent.start(folder, Hearing.BEST).watching()) {
      assertThat(agent.take(ID).outcome()).isEqualTo("noop");
      assertThat(agent.at("/etc/motd")).hasContent("mine\n");
    }
    var down = Vow.in(folder);
    var root = folder.resolve("root").toString();
    assertThat(down.run("status", "--root", root).out()).contains("nothing is repaired, held by ");
    down.run("hold", "--all", "--release", "--root", root).exits(0);
    down.run("keep", "--once", folder.resolve("policy.hcl").toString(), "--root", root).exits(0);
    assertThat(folder.resolve("root/etc/motd")).hasContent("hello\n");
  }

  @Test
  void theBreakerStopsRepairsUntilSomebodySaysGoOn() throws Exception {
    var policy =
        """
        agent {
          breaker {
            repairs = 3
            within  = "10m"
            share   = 100
          }
        }
        """
            + MOTD;
    Files.writeString(folder.resolve("policy.hcl"), policy);
    try (var agent = RunningAgent.start(folder, Hearing.BEST).watching()) {
      agent.take(ID);
      for (int i = 0; i < 3; i++) {
        Files.writeString(agent.at("/etc/motd"), "drift " + i);
        assertThat(agent.take(ID).outcome()).isEqualTo("repaired");
      }
      Files.writeString(agent.at("/etc/motd"), "one too many");

      assertThat(agent.take(ID).outcome()).isEqualTo("noop");
      assertThat(agent.at("/etc/motd")).hasContent("one too many");
      assertThat(agent.run("status").exits(1).out())
          .contains("BREAKER: repairs have stopped: more than 3 repairs within 10 min");
      var status = RunningAgent.object(agent.run("status", "--json").exits(1).out());
      assertThat(brake(status))
          .startsWith("{kind=breaker, who=the breaker, ")
          .endsWith("until=null}");
      assertThat(agent.run("hold", "--all", "--for", "1h").exits(1).err())
          .contains("the breaker has stopped repairs already");
      assertThat(agent.metric("vow_brake{by=\"breaker\"}")).isEqualTo(1);

      agent.run("hold", "--all", "--release").exits(0);

      assertThat(agent.take(ID).outcome()).isEqualTo("repaired");
      assertThat(agent.run("status").exits(0).out()).doesNotContain("BREAKER");
    }
  }

  private static String brake(Map<String, ?> status) {
    var agent = (Map<?, ?>) Objects.requireNonNull(status.get("agent"));
    return String.valueOf(agent.get("brake"));
  }

  @Test
  void aPolicyThatObservesTouchesNothing() throws Exception {
    var policy = folder.resolve("policy.hcl");
    var root = folder.resolve("root");
    Files.writeString(policy, "agent {\n  mode = \"observe\"\n}\n" + MOTD);
    var vow = Vow.in(folder);
    var words = new String[] {"keep", "--once", policy.toString(), "--root", root.toString()};

    var observed = vow.run(words).exits(0);

    assertThat(observed.out())
        .contains("nothing is repaired, only observed")
        .contains("noop file[/etc/motd]: policy, is missing; only observed")
        .contains("kept 0, repaired 0, failed 0, noop 1");
    assertThat(root.resolve("etc")).doesNotExist();
    assertThat(vow.run("plan", policy.toString(), "--root", root.toString()).exits(2).out())
        .contains("would-repair");
    assertThat(vow.run("hold", "--all", "--release", "--root", root.toString()).exits(1).err())
        .contains("mode = \"observe\"");

    Files.writeString(policy, MOTD);
    assertThat(vow.run(words).exits(0).out()).contains("repaired file[/etc/motd]");
  }

  @Test
  void aBrokenPolicyDoesNotTakeTheBrakesOff() throws Exception {
    var policy = folder.resolve("policy.hcl");
    Files.writeString(policy, "agent {\n  mode = \"observe\"\n}\n" + MOTD);
    RunningAgent.start(folder, Hearing.BEST).watching().close();
    Files.writeString(policy, MOTD + "agent {\n  mode = \"observ\"\n}\n");

    try (var agent = RunningAgent.start(folder, Hearing.BEST).watching()) {
      agent.says("keeping the last good one");
      assertThat(agent.take(ID).outcome()).isEqualTo("noop");
      assertThat(agent.at("/etc/motd")).doesNotExist();
    }
  }

  @Test
  void theCommandLineCanAskForNoMoreThanALook() throws Exception {
    var policy = folder.resolve("policy.hcl");
    var root = folder.resolve("root");
    Files.writeString(policy, MOTD);
    var vow = Vow.in(folder);

    vow.run("keep", "--once", "--observe", policy.toString(), "--root", root.toString()).exits(0);

    assertThat(root.resolve("etc")).doesNotExist();
    vow.run("keep", "--once", policy.toString(), "--root", root.toString()).exits(0);
    assertThat(root.resolve("etc/motd")).hasContent("hello\n");
  }

  @Test
  void aPartOfThePolicyIsKept() throws Exception {
    var policy = folder.resolve("policy.hcl");
    var root = folder.resolve("root");
    Files.writeString(
        policy,
        """
        directory "/srv" {}
        file "/srv/a" {
          content = "a"
          after   = [directory["/srv"]]
        }
        file "/etc/b" {
          content = "b"
        }
        """);
    var vow = Vow.in(folder);
    var keep = List.of("keep", "--once", policy.toString(), "--root", root.toString());

    assertThat(vow.run(with(keep, "--limit", "/srv/a")).exits(0).out())
        .contains("kept 0, repaired 2, failed 0 in");
    assertThat(root.resolve("srv/a")).hasContent("a");
    assertThat(root.resolve("etc/b")).doesNotExist();
    assertThat(vow.run(with(keep, "--skip", "file[/etc/b]")).exits(0).out())
        .contains("kept 2, repaired 0");
    assertThat(
            vow.run(
                    "plan",
                    policy.toString(),
                    "--root",
                    root.toString(),
                    "--limit",
                    "directory[/srv]")
                .exits(0)
                .out())
        .contains("plan: would repair 0, kept 1");
    assertThat(vow.run(with(keep, "--limit", "/srv/aa")).exits(64).err())
        .contains("--limit: the policy has no promise /srv/aa, did you mean /srv/a?");

    assertThat(vow.run(keep.toArray(String[]::new)).exits(0).out())
        .contains("repaired file[/etc/b]")
        .contains("kept 2, repaired 1");
  }

  private static String[] with(List<String> words, String... more) {
    var all = new java.util.ArrayList<>(words);
    all.addAll(List.of(more));
    return all.toArray(String[]::new);
  }

  @Test
  void whatLeavesThePolicyIsTakenBackWhenNothingBrakesAnyMore() throws Exception {
    var leaves = "file \"/etc/goes\" {\n  content   = \"x\"\n  on_remove = \"reverse\"\n}\n";
    try (var agent = RunningAgent.keeping(folder, MOTD + leaves, Hearing.BEST)) {
      agent.run("hold", "--all").exits(0);
      agent.change(MOTD);
      assertThat(agent.at("/etc/goes")).exists();
      agent.run("status").exits(0);
      agent.kill();
    }
    try (var agent = RunningAgent.start(folder, Hearing.BEST).watching()) {
      assertThat(agent.at("/etc/goes")).exists();
      agent.run("hold", "--all", "--release").exits(0);
      assertThat(agent.take("file[/etc/goes]").outcome()).isEqualTo("noop");
      assertThat(agent.take("file[/etc/goes]").outcome()).isEqualTo("repaired");
      assertThat(agent.at("/etc/goes")).doesNotExist();
    }
  }

  /** script(1) is a terminal. */
  @Test
  void aPersonIsAskedOnAMachineThatWasNeverKept() throws Exception {
    var kept = folder.resolve("kept");
    Files.writeString(
        folder.resolve("policy.hcl"), "file \"" + kept + "\" {\n  content = \"x\\n\"\n}\n");

    assertThat(asked("o")).contains("observing: ").contains("noop file[" + kept + "]");
    assertThat(kept).doesNotExist();
    assertThat(asked("")).doesNotContain("never kept").contains("noop file[" + kept + "]");
    Vow.in(folder).run("hold", "--all", "--release", "--state", folder + "/state").exits(0);
    assertThat(asked("")).contains("repaired file[" + kept + "]");
    assertThat(kept).hasContent("x\n");
  }

  private String asked(String answer) throws Exception {
    var words =
        List.of(
            "keep",
            "--once",
            folder + "/policy.hcl",
            "--state",
            folder + "/state",
            "--runtime",
            folder + "/run");
    var command = String.join(" ", Vow.in(folder).builder(words).command());
    var builder =
        new ProcessBuilder("script", "--quiet", "--command", command, "/dev/null")
            .redirectErrorStream(true);
    builder.environment().put("NO_COLOR", "1");
    builder.environment().remove("CI"); // where nobody is asked
    var shell = builder.start();
    try (var in = shell.getOutputStream()) {
      in.write((answer + "\n").getBytes(StandardCharsets.UTF_8));
      in.flush();
      return new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } finally {
      shell.destroy();
      shell.waitFor();
    }
  }
}
