package vow.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static vow.cli.Serviced.service;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * How long services may take, what they say of themselves, and after which ends they come again.
 */
@Execution(ExecutionMode.CONCURRENT)
class ServicePatienceTest {
  private static final String SLEEPS = "agent {\n  linger = \"300ms\"\n}\n";
  private static final String NOTIFIES = "ready = \"notify\"";
  private static final String NEVER = "restart {\n  when = \"never\"\n}";

  @TempDir Path folder;

  private static String when(String when, String... more) {
    return "restart {\n  when = \"%s\"\n  burst = 2\n  delay = \"1ms\"\n%s\n}"
        .formatted(when, String.join("\n", more));
  }

  @Test
  void whoAsksForMoreTimeHasIt() throws Exception {
    var does = "notify EXTEND_TIMEOUT_USEC=50000000 sleep 1500 notify READY=1 wait";
    var one = service("a", does, NOTIFIES, "start_timeout = \"1s\"", NEVER);
    try (var kept = Serviced.keeping(folder, one)) {
      assertThat(kept.state("a")).isEqualTo("ready");
    }
  }

  @Test
  void theNextBrainKnowsThat() throws Exception {
    var does = "notify EXTEND_TIMEOUT_USEC=50000000 await 10 notify READY=1 wait";
    var one = service("a", does, NOTIFIES, "start_timeout = \"20s\"", "enabled = false");
    try (var kept = Serviced.keeping(folder, one);
        var callers = Executors.newFixedThreadPool(1)) {
      var start = callers.submit(() -> kept.agent().run("start", "a"));
      Eventually.holds(() -> kept.number("a", "deadline") - kept.number("a", "since") > 40_000);
      kept.brain().orElseThrow().destroyForcibly();
      Serviced.signal("USR1", kept.pid("a"));
      kept.becomes("a", "ready");
      assertThat(kept.number("a", "run")).isEqualTo(1);
      assertThat(start.get(60, TimeUnit.SECONDS).exit()).isIn(0, 1); // it may not have been heard
    }
  }

  @Test
  void whatSaysNothingAnyMoreIsStartedAgain() throws Exception {
    var does = "notify READY=1 notify WATCHDOG=1 wait";
    var one = service("a", does, NOTIFIES, "watchdog = \"500ms\"");
    try (var kept = Serviced.keeping(folder, SLEEPS + one)) {
      long first = kept.pid("a");
      kept.another("a", first);
      assertThat(Serviced.lives(first)).isFalse();
      said(kept, "it said nothing for too long");
    }
  }

  @Test
  void whatHasRunForItsTimeIsStartedAgain() throws Exception {
    var one = service("a", "wait", "run_timeout = \"500ms\"");
    try (var kept = Serviced.keeping(folder, SLEEPS + one)) {
      long first = kept.pid("a");
      kept.another("a", first);
      assertThat(Serviced.lives(first)).isFalse();
      said(kept, "it has run as long as it may");
    }
  }

  /** It is in the journal, as why it was repaired. */
  private static void said(Serviced kept, String why) throws Exception {
    var outcome = kept.agent().take("service[a]");
    while (!outcome.toString().contains(why)) {
      outcome = kept.agent().take("service[a]");
    }
    assertThat(outcome.outcome()).isEqualTo("repaired");
  }

  @Test
  void itsPolicySaysAfterWhichEndsItComesAgain() throws Exception {
    var policy =
        service("always", "exit 0", when("always"))
            + service("failed", "exit 3", when("on_failure"))
            + service("well", "exit 0", when("on_failure"))
            + service("coded", "exit 3", when("on_failure", "success = [\"3\"]"))
            + service("killed", "crash", when("on_failure"))
            + service("meant", "crash", when("on_failure", "success = [\"SIGSEGV\"]"))
            + service("never", "exit 3", when("never"));
    try (var kept = Serviced.keeping(folder, policy)) {
      for (var name : List.of("always", "failed", "killed")) {
        kept.becomes(name, "given_up");
        assertThat(kept.number(name, "run")).isEqualTo(2);
      }
      for (var name : List.of("well", "coded", "meant", "never")) {
        kept.becomes(name, "ended");
        assertThat(kept.number(name, "run")).isEqualTo(1);
      }
      assertThat(kept.told("coded").get("trouble")).isEqualTo("exited with 3");
      assertThat(kept.told("meant").get("trouble")).isEqualTo("killed by SIGSEGV");
    }
  }

  @Test
  void aCleanEndBySignalIsNoFailure() throws Exception {
    var one = service("a", "wait", when("on_failure"));
    try (var kept = Serviced.keeping(folder, one)) {
      Serviced.signal("TERM", kept.pid("a"));
      kept.becomes("a", "ended");
      assertThat(kept.agent().run("status").exits(0).out()).contains("killed by SIGTERM");
    }
  }

  @Test
  void whatItSaysOfAnotherProcessConfusesNobody() throws Exception {
    var odd =
        "notify MAINPID=1 notify MAINPID=x notify =1 notify = notify STATUS= notify WATCHDOG="
            + " notify EXTEND_TIMEOUT_USEC=99999999999999999999 notify FDSTORE=1"
            + " notify ERRNO=2 notify READY=1 wait";
    try (var kept = Serviced.keeping(folder, service("a", odd, NOTIFIES))) {
      long pid = kept.pid("a");
      assertThat(kept.state("a")).isEqualTo("ready");
      assertThat(pid).isGreaterThan(1);
      Serviced.signal("KILL", pid);
      kept.another("a", pid);
      assertThat(Files.exists(Path.of("/proc/1"))).isTrue();
      assertThat(kept.agent().printed()).doesNotContain("Exception");
    }
  }
}
