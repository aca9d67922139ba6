package vow.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static vow.cli.Serviced.service;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Services, kept by the real agent. */
@Execution(ExecutionMode.CONCURRENT)
class ServiceTest {
  private static final String SLEEPS = "agent {\n  linger = \"300ms\"\n}\n";

  @TempDir Path folder;

  @Test
  void itRunsAndIsStartedAgainWithWhyInTheJournal() throws Exception {
    try (var kept = Serviced.keeping(folder, service("a", "say up wait"))) {
      long pid = kept.pid("a");
      assertThat(Serviced.lives(pid)).isTrue();
      Serviced.signal("SEGV", pid);
      long next = kept.another("a", pid);
      assertThat(Serviced.lives(next)).isTrue();
      var outcome = kept.agent().take("service[a]");
      while (!outcome.cause().equals("drift")) {
        outcome = kept.agent().take("service[a]");
      }
      assertThat(outcome.outcome()).isEqualTo("repaired");
      assertThat(outcome.toString()).contains("killed by SIGSEGV");
      Eventually.holds(() -> kept.log("a").equals(List.of("up", "up")));
    }
  }

  @Test
  void itIsStartedAgainWhileTheAgentSleeps() throws Exception {
    try (var kept = Serviced.keeping(folder, SLEEPS + service("a", "wait"))) {
      Eventually.holds(() -> kept.brain().isEmpty());
      long pid = kept.pid("a");
      Serviced.signal("KILL", pid);
      kept.another("a", pid);
      Eventually.holds(() -> kept.brain().isEmpty());
      assertThat(kept.number("a", "run")).isEqualTo(2);
    }
  }

  @Test
  void whoNeedsItWaitsUntilItSaysThatItIsReady() throws Exception {
    var before = folder.resolve("before");
    var slow =
        service("db", "sleep 300 touch " + before + " notify READY=1 wait", "ready = \"notify\"");
    var needs = service("web", "once " + before + " 2 exit 9 wait", "needs = [service.db]");
    try (var kept = Serviced.keeping(folder, slow + needs)) {
      assertThat(kept.state("db")).isEqualTo("ready");
      assertThat(kept.state("web")).isEqualTo("ready");
      assertThat(kept.number("web", "run")).isEqualTo(1);
    }
  }

  @Test
  void aNewlineSaysItAsWell() throws Exception {
    var one = service("s", "sleep 200 newline 3 wait", "ready = \"newline\"");
    try (var kept = Serviced.keeping(folder, one)) {
      assertThat(kept.state("s")).isEqualTo("ready");
      assertThat(kept.agent().printed()).doesNotContain("failed\":1");
    }
  }

  @Test
  void aProbeSaysItAsWell() throws Exception {
    var there = folder.resolve("there");
    var one =
        service(
            "s",
            "sleep 300 touch " + there + " wait",
            "ready = probe({ file = \"" + there + "\" })");
    try (var kept = Serviced.keeping(folder, one)) {
      assertThat(kept.state("s")).isEqualTo("ready");
      assertThat(there).exists();
    }
  }

  @Test
  void aStrangerDoesNotSayIt() throws Exception {
    var one =
        service(
            "s",
            "stranger READY=1 wait",
            "ready = \"notify\"",
            "start_timeout = \"500ms\"",
            "restart {\n  when = \"never\"\n}");
    try (var kept = Serviced.keeping(folder, one)) {
      kept.becomes("s", "ended");
      assertThat(kept.told("s").get("trouble")).isEqualTo("it was not ready within 0.5s");
    }
  }

  @Test
  void whatFailsTooOftenIsGivenUp() throws Exception {
    var one = service("s", "exit 3", "restart {\n  burst = 3\n  delay = \"1ms\"\n}");
    try (var kept = Serviced.keeping(folder, one)) {
      kept.becomes("s", "given_up");
      assertThat(kept.number("s", "run")).isEqualTo(3);
      var outcome = kept.agent().take("service[s]");
      while (!outcome.toString().contains("vow start s")) {
        outcome = kept.agent().take("service[s]");
      }
      assertThat(outcome.outcome()).isEqualTo("failed");
      assertThat(outcome.toString())
          .contains("given up after 3 failures")
          .contains("exited with 3");
    }
  }

  @Test
  void statusOfOneShowsWhatItNeedsAndItsLastLines() throws Exception {
    var policy = service("db", "wait") + service("web", "burst 12 wait", "needs = [service.db]");
    try (var kept = Serviced.keeping(folder, policy)) {
      Eventually.holds(() -> kept.log("web").size() == 12);
      var shown = kept.agent().run("status", "web").exits(0).out().lines().toList();
      assertThat(shown.getFirst()).startsWith("web  ready, pid " + kept.pid("web"));
      assertThat(shown.get(1)).startsWith("└─ db  ready, pid " + kept.pid("db"));
      assertThat(shown).hasSize(12);
      assertThat(shown.getLast()).endsWith("Z line 12");
      assertThat(kept.agent().run("status", "service[web]", "--json").exits(0).out())
          .contains("\"state\":\"ready\"", "\"needs\":[\"db\"]", "\"promise\":null");
      kept.agent().run("stop", "web").exits(0);
      assertThat(kept.agent().run("status", "web").exits(1).out()).contains("held by");
      assertThat(kept.agent().run("status", "wob").exits(1).err())
          .contains("there is no service[wob], did you mean web?");
    }
  }

  @Test
  void aOneshotIsDoneOnce() throws Exception {
    var one = service("s", "say done exit 0", "type = \"oneshot\"");
    try (var kept = Serviced.keeping(folder, one)) {
      assertThat(kept.state("s")).isEqualTo("done");
      assertThat(kept.log("s")).containsExactly("done");
    }
  }

  @Test
  void whatItLeavesBehindDiesWithIt() throws Exception {
    assumeTrue(Serviced.hasGroups(), "no control groups");
    var orphan = folder.resolve("orphan");
    try (var kept = Serviced.keeping(folder, service("s", "child " + orphan + " wait"))) {
      Eventually.holds(() -> Files.exists(orphan) && Files.size(orphan) > 1);
      long child = Long.parseLong(Files.readString(orphan).strip());
      assertThat(Serviced.lives(child)).isTrue();
      Files.delete(orphan);
      long pid = kept.pid("s");
      Serviced.signal("KILL", pid);
      kept.another("s", pid);
      assertThat(Serviced.lives(child)).isFalse();
    }
  }

  @Test
  void aChangedDescriptionRestartsOnlyIt() throws Exception {
    var one = service("a", "wait");
    try (var kept = Serviced.keeping(folder, one + service("b", "wait"))) {
      long first = kept.pid("a");
      long other = kept.pid("b");
      kept.change(service("a", "wait", "env = {\n  X = \"1\"\n}") + service("b", "wait"));
      kept.another("a", first);
      assertThat(Serviced.lives(first)).isFalse();
      assertThat(kept.pid("b")).isEqualTo(other);
    }
  }

  @Test
  void itSurvivesTheHolderAndIsFoundAgain() throws Exception {
    try (var kept = Serviced.keeping(folder, service("a", "say one sleep 100 wait"))) {
      long pid = kept.pid("a");
      kept.killAndStart();
      assertThat(kept.pid("a")).isEqualTo(pid);
      assertThat(Serviced.lives(pid)).isTrue();
      Serviced.signal("KILL", pid);
      kept.another("a", pid);
      assertThat(kept.number("a", "run")).isEqualTo(2);
      Eventually.holds(() -> kept.log("a").equals(List.of("one", "one")));
    }
  }

  @Test
  void oneWhoseStartWasNotToldBeforeTheHolderDiedIsFoundInItsGroup() throws Exception {
    assumeTrue(Serviced.hasGroups(), "no control groups");
    try (var kept = Serviced.keeping(folder, service("a", "child /dev/null sleep 100 wait"))) {
      long pid = kept.pid("a");
      kept.kill();
      var file = folder.resolve("run/services.json");
      var known = Files.readString(file);
      Files.writeString(
          file,
          known.replace("\"pid\":" + pid, "\"pid\":0").replace("\"ready\",", "\"starting\","));
      kept.start();
      assertThat(kept.state("a")).isEqualTo("ready");
      assertThat(kept.pid("a")).isEqualTo(pid);
      Serviced.signal("KILL", pid);
      kept.another("a", pid);
    }
  }

  @Test
  void itSurvivesFiftyDeathsOfTheBrain() throws Exception {
    var random = new java.util.Random(Long.getLong("seed", 1));
    try (var kept =
        Serviced.keeping(
            folder,
            SLEEPS
                + service("a", "wait", "restart {\n  burst = 0\n  delay_max = \"100ms\"\n}")
                + service("b", "wait"))) {
      long steady = kept.pid("b");
      int kills = Boolean.getBoolean("vow.long") ? 50 : 4;
      for (int i = 0; i < kills; i++) {
        long pid = kept.pid("a");
        Serviced.signal("KILL", pid);
        Thread.sleep(random.nextInt(150)); // at a random moment of what follows
        kept.brain().ifPresent(ProcessHandle::destroyForcibly);
        kept.another("a", pid);
      }
      assertThat(kept.pid("b")).isEqualTo(steady);
      assertThat(kept.number("b", "run")).isEqualTo(1);
    }
  }

  @Test
  void noLineIsLostInABurst() throws Exception {
    try (var kept = Serviced.keeping(folder, service("a", "burst 10000 wait"))) {
      Eventually.holds(() -> kept.log("a").size() >= 10_000);
      assertThat(kept.log("a"))
          .containsExactlyElementsOf(
              IntStream.rangeClosed(1, 10_000).mapToObj(i -> "line " + i).toList());
    }
  }

  @Test
  void oneThatIgnoresTheSignalIsKilled() throws Exception {
    var one = service("a", "ignore 15 wait", "stop_timeout = \"200ms\"");
    try (var kept = Serviced.keeping(folder, one)) {
      long first = kept.pid("a");
      kept.change(service("a", "ignore 15 wait", "stop_timeout = \"200ms\"", "umask = \"0077\""));
      kept.another("a", first);
      assertThat(Serviced.lives(first)).isFalse();
    }
  }

  @Test
  void whatCannotBeStartedIsSaidWithWhy() throws Exception {
    var policy =
        """
        service "none" {
          run = "/no/such/program"
        }
        service "nobody" {
          run  = "/bin/true"
          user = "no-such-user"
        }
        """;
    try (var kept = Serviced.keeping(folder, policy)) {
      assertThat(kept.agent().take("service[none]").toString())
          .contains("there is no program /no/such/program");
      assertThat(kept.agent().take("service[nobody]").toString())
          .contains("there is no user no-such-user");
    }
  }
}
