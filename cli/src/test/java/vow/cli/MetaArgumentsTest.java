package vow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What every kind takes, each shown by a running agent that is meddled with. */
@Execution(ExecutionMode.CONCURRENT)
class MetaArgumentsTest {
  /** Much shorter than the child would live. */
  private static final Duration GONE = Duration.ofSeconds(10);

  private static final String POLICY =
      """
      file "five" {
        for_each = toset(["a", "b", "c", "d", "e"])
        path     = "/srv/five/${each.key}"
        content  = "right\\n"
      }
      exec "listener" {
        run          = "echo refreshed >> $VOW_ROOT/srv/log"
        refresh_only = true
        on_change    = [file.five]
      }
      file "/srv/log" { mode = "0644" }
      file "never" {
        path    = "/srv/never"
        content = "x"
        when    = 1 > 2
      }
      file "map" {
        for_each = { one = "1", two = "2" }
        path     = "/srv/map/${each.key}"
        content  = each.value
      }
      file "/srv/only" {
        content = "right\\n"
        only_if = "test -e $VOW_ROOT/srv/wanted"
      }
      file "/srv/not" {
        content = "right\\n"
        not_if  = ["test", "-e", "WORK/unwanted"]
      }
      file "/srv/noop" {
        content = "right\\n"
        noop    = true
      }
      exec "tries" {
        run   = "echo try >> $VOW_ROOT/srv/tries; test $(wc -l < $VOW_ROOT/srv/tries) -ge 3"
        retry = { attempts = 5, delay = "10ms" }
        after = [file["/srv/log"]]
      }
      exec "slow" {
        run     = "sleep 600 & echo $! > $VOW_ROOT/srv/slow; wait"
        timeout = "300ms"
        after   = [file["/srv/log"]]
      }
      file "/srv/after-slow" {
        content = "x"
        after   = [exec.slow]
      }
      exec "alone" {
        for_each  = toset(["1", "2", "3", "4"])
        name      = "alone ${each.key}"
        run       = "mkdir $VOW_ROOT/srv/alone && rmdir $VOW_ROOT/srv/alone"
        semaphore = "alone"
        after     = [file["/srv/log"]]
      }
      exec "often" {
        run   = "echo tick >> $VOW_ROOT/srv/ticks"
        every = "50ms"
        after = [file["/srv/log"]]
      }
      file "/srv/audited" {
        content = "right\\n"
        audit   = "1h"
      }
      file "/srv/secret" {
        content   = "hunter2\\n"
        sensitive = true
      }
      exec "quiet" {
        run   = "echo hunter2; exit 3"
        exits = [3]
        after = [file["/srv/log"]]
      }
      exec "holder of stdout" {
        run   = "sleep 600 & echo $! > $VOW_ROOT/srv/child"
        after = [file["/srv/log"]]
      }
      """;

  @TempDir static @Nullable Path folder;
  private static @Nullable RunningAgent agent;

  @BeforeAll
  static void keep() throws Exception {
    var here = Objects.requireNonNull(folder);
    agent = RunningAgent.keeping(here, POLICY.replace("WORK", here.toString()), Hearing.BEST);
  }

  @AfterAll
  static void end() throws Exception {
    if (agent != null) {
      agent().sh("kill $(cat $ROOT/srv/child)");
      agent.close();
    }
  }

  @Test
  void fiveChangesAreOneRefresh() throws Exception {
    agent().settle();
    agent().sh("cd $ROOT/srv; : > log; for f in a b c d e; do echo wrong > five/$f; done");

    var outcome = agent().take("exec[listener]");
    while (!outcome.cause().equals("drift")) {
      outcome = agent().take("exec[listener]");
    }

    assertThat(outcome.toString()).contains("\"repaired\"", "refreshed for");
    assertThat(agent().rest("exec[listener]")).isEmpty();
    assertThat(agent().at("/srv/log")).hasContent("refreshed");
  }

  @Test
  void whenAndForEachDecideWhatThereIs() {
    assertThat(agent().at("/srv/never")).doesNotExist();
    assertThat(agent().at("/srv/map/one")).hasContent("1");
    assertThat(agent().at("/srv/map/two")).hasContent("2");
  }

  @Test
  void guardsDecideWhetherARepairIsWanted() throws Exception {
    assertThat(agent().take("file[/srv/only]").toString())
        .contains("\"kept\"", "only_if is not met");
    assertThat(agent().at("/srv/only")).doesNotExist();
    agent().sh("touch $ROOT/srv/wanted; echo wrong > $ROOT/srv/only");
    assertThat(agent().take("file[/srv/only]").outcome()).isEqualTo("repaired");

    assertThat(agent().take("file[/srv/not]").outcome()).isEqualTo("repaired");
    Files.createFile(here().resolve("unwanted"));
    agent().sh("echo wrong > $ROOT/srv/not");
    assertThat(agent().take("file[/srv/not]").toString()).contains("\"kept\"", "not_if is met");
    assertThat(agent().at("/srv/not")).hasContent("wrong");
    assertThat(agent().run("plan", agent().policy().toString()).out())
        .as("plan asks them too")
        .doesNotContain("file[/srv/not]");
  }

  @Test
  void noopTellsAndDoesNothing() {
    assertThat(agent().at("/srv/noop")).doesNotExist();
    assertThat(agent().run("status", "--json", "--all").out())
        .contains("{\"id\":\"file[/srv/noop]\",\"outcome\":\"noop\"");
  }

  @Test
  void retriesUntilItWorksAndGivesUpWhenTimeIsOver() throws Exception {
    assertThat(agent().take("exec[tries]").outcome()).isEqualTo("repaired");
    assertThat(agent().at("/srv/tries")).hasContent("try\ntry\ntry");

    assertThat(agent().take("exec[slow]").toString())
        .contains("\"timeout\"", "took too long and was killed");
    assertThat(agent().take("file[/srv/after-slow]").toString())
        .contains("\"skipped\"", "needs exec[slow], which took too long");
    var child = Files.readString(agent().at("/srv/slow")).strip();
    // It was killed before that was told; that it is gone, the kernel and its parent see to.
    var rest = ProcessHandle.of(Long.parseLong(child)).filter(ProcessHandle::isAlive);
    if (rest.isPresent()) {
      assertThat(rest.get().onExit()).as("its whole group was ended").succeedsWithin(GONE);
    }
  }

  @Test
  void oneSemaphoreIsOneAtATime() throws Exception {
    for (int i = 1; i <= 4; i++) {
      assertThat(agent().take("exec[alone " + i + "]").outcome()).isEqualTo("repaired");
    }
  }

  @Test
  void everyRunsAgainAndExplainShowsThePeriods() throws Exception {
    for (int i = 0; i < 3; i++) {
      assertThat(agent().take("exec[often]").outcome()).isEqualTo("repaired");
    }
    assertThat(agent().run("explain", "exec[often]").exits(0).out()).contains("every 0.05s");
    assertThat(agent().run("explain", "/srv/audited").exits(0).out()).contains("audit 1h");
  }

  @Test
  void sensitiveValuesAreNotShown() throws Exception {
    agent().rest("file[/srv/secret]");
    agent().sh("echo other > $ROOT/srv/secret");

    assertThat(agent().take("file[/srv/secret]").toString())
        .contains("\"repaired\"")
        .doesNotContain("hunter2", "other");
    assertThat(agent().at("/srv/secret")).hasContent("hunter2");
  }

  @Test
  void aChildThatKeepsTheOutputOpenIsNotWaitedFor() throws Exception {
    assertThat(agent().take("exec[holder of stdout]").outcome()).isEqualTo("repaired");
    assertThat(agent().take("exec[quiet]").outcome()).isEqualTo("repaired");
  }

  @Test
  void whatLeavesThePolicyIsTakenBackWhereItSaysSo(@TempDir Path other) throws Exception {
    var policy =
        """
        file "/srv/left" { content = "a" }
        file "/srv/taken" {
          content   = "b"
          on_remove = "reverse"
        }
        line "entry" {
          path      = "/srv/left.conf"
          line      = "x"
          create    = true
          on_remove = "reverse"
        }
        link "/srv/link" {
          target    = "left"
          on_remove = "reverse"
        }
        """;
    try (var own = RunningAgent.keeping(other, policy, Hearing.BEST)) {
      own.change("");

      own.settle();
      assertThat(own.at("/srv/left")).hasContent("a");
      assertThat(own.at("/srv/taken")).doesNotExist();
      assertThat(own.at("/srv/left.conf")).doesNotExist();
      assertThat(Files.isSymbolicLink(own.at("/srv/link"))).isFalse();
    }
  }

  private static RunningAgent agent() {
    return Objects.requireNonNull(agent);
  }

  private static Path here() {
    return Objects.requireNonNull(folder);
  }
}
