package vow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Timers, kept by the real agent. */
@Execution(ExecutionMode.CONCURRENT)
class TimerTest {
  private static final String SLEEPS = "agent {\n  linger = \"100ms\"\n}\n";

  @TempDir Path folder;

  private static String job(String does, String... more) {
    return Serviced.service("job", does, more)
        .replaceFirst("[{]", "{\n  type = \"oneshot\"\n  enabled = false");
  }

  private static String timer(String when) {
    return "timer \"often\" {\n  %s\n  start = service[\"job\"]\n}\n".formatted(when);
  }

  private long ends(Serviced kept) throws IOException {
    return Files.exists(folder.resolve("state/log/job/current"))
        ? kept.log("job").stream().filter("end"::equals).count()
        : 0;
  }

  @Test
  void itRunsItsServiceAgainAndAgainWithoutOverlap() throws Exception {
    var policy = job("say begin sleep 400 say end exit 0") + timer("interval = \"100ms\"");
    try (var kept = Serviced.keeping(folder, policy)) {
      Eventually.holds(() -> ends(kept) >= 3);
      alternates(kept);
      assertThat(kept.agent().run("status", "--tree").out()).containsPattern("timer often  .*job");
      assertThat(kept.agent().run("status", "--json").out())
          .contains("\"timers\":[{\"name\":\"often\",\"start\":\"job\",");
      assertThat(kept.agent().take("timer[often]").outcome()).isEqualTo("repaired");
      assertThat(kept.agent().printed()).doesNotContain("\"failed\":1");
    }
  }

  private static List<String> stamped(Serviced kept) {
    try {
      return Files.readAllLines(kept.folder().resolve("state/log/job/current"));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static void alternates(Serviced kept) throws IOException {
    var lines = kept.log("job");
    for (int i = 0; i < lines.size(); i++) {
      assertThat(lines.get(i))
          .as(() -> String.join("\n", stamped(kept)) + kept.agent().printed())
          .isEqualTo(i % 2 == 0 ? "begin" : "end");
    }
  }

  /** What comes within ten seconds is not slept for. */
  @Tag("long")
  @Test
  void alsoWhileTheAgentSleeps() throws Exception {
    var policy = SLEEPS + job("say end exit 0") + timer("interval = \"12s\"");
    try (var kept = Serviced.keeping(folder, policy)) {
      Eventually.holds(() -> kept.brain().isEmpty());
      assertThat(ends(kept)).isZero();
      Eventually.holds(() -> ends(kept) == 1);
      Eventually.holds(() -> kept.brain().isEmpty());
      Eventually.holds(() -> ends(kept) == 2);
    }
  }

  @Test
  void whatItStartsMayFailAndIsStartedAgainAtItsTime() throws Exception {
    var policy =
        job("say end exit 3", "restart {\n  when = \"never\"\n}") + timer("interval = \"200ms\"");
    try (var kept = Serviced.keeping(folder, policy)) {
      Eventually.holds(() -> ends(kept) >= 3);
      var outcome = kept.agent().take("service[job]");
      while (!outcome.outcome().equals("failed")) {
        outcome = kept.agent().take("service[job]");
      }
      assertThat(outcome.toString()).contains("exited with 3");
    }
  }

  @Test
  void whatWasMissedIsMadeUpForOnceAfterARestart() throws Exception {
    var state = Files.createDirectories(folder.resolve("state"));
    Files.writeString(
        state.resolve("timers.json"), lastEnded(System.currentTimeMillis() - 7_200_000));
    var policy = job("say end exit 0") + timer("interval = \"1h\"");
    try (var kept = Serviced.keeping(folder, policy)) {
      Eventually.holds(() -> ends(kept) == 1);
      assertThat(kept.agent().take("timer[often]").outcome()).isEqualTo("kept");
      Eventually.holds(
          () -> Files.readString(state.resolve("timers.json")).contains("\"running\":false"));
      assertThat(ends(kept)).isEqualTo(1);
      assertThat(Files.readString(state.resolve("timers.json"))).contains("\"runs\":8");
    }
  }

  private static String lastEnded(long ms) {
    return """
    {"timers":[{"name":"often","definition":"interval PT1H, jitter PT0S, catch_up true, start job",\
    "service":"job","share":0,"from":%d,"start":1,"end":1,"runs":7,"skipped":0,"running":false}]}
    """
        .formatted(ms);
  }

  @Test
  void theDeathOfTheBrainMakesNoRunsOverlapAndLosesNone() throws Exception {
    var random = new java.util.Random(Long.getLong("seed", 1));
    var policy = job("say begin sleep 150 say end exit 0") + timer("interval = \"100ms\"");
    try (var kept = Serviced.keeping(folder, policy)) {
      for (int i = 0; i < (Boolean.getBoolean("vow.long") ? 40 : 5); i++) {
        long before = ends(kept);
        Eventually.holds(() -> ends(kept) > before);
        Thread.sleep(random.nextInt(200)); // at a random moment of what follows
        kept.brain().ifPresent(ProcessHandle::destroyForcibly);
      }
      long before = ends(kept);
      Eventually.holds(() -> ends(kept) > before);
      alternates(kept);
    }
  }

  @Test
  void oneThatLeavesThePolicyComesNoMore() throws Exception {
    var job = job("say end exit 0");
    try (var kept = Serviced.keeping(folder, job + timer("interval = \"200ms\""))) {
      Eventually.holds(() -> Files.exists(folder.resolve("state/timers.json")));
      kept.change(job);
      Eventually.holds(() -> !Files.exists(folder.resolve("state/timers.json")));
    }
  }

  @Test
  void itStartsWhatEndsOnly() throws Exception {
    var policy = Serviced.service("job", "wait") + timer("calendar = \"daily\"");
    try (var kept = Serviced.keeping(folder, policy)) {
      assertThat(kept.agent().take("timer[often]").toString())
          .contains("a timer starts one of type");
    }
  }
}
