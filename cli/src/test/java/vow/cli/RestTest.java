package vow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** While nothing happens, an agent that keeps a thousand files looks at none of them. */
@Tag("root")
class RestTest {
  private static final String POLICY =
      """
      file "kept" {
        for_each = toset([for i in range(1000) : tostring(i)])
        path     = "/kept/${each.key}"
        content  = "right\\n"
      }
      """;

  /** Calls that look at a file by name, or read from one. */
  private static final Pattern LOOKS =
      Pattern.compile(" (open|openat|openat2|stat|statx|newfstatat|lstat|access|read|pread64)\\(");

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(names = {"BEST", "INOTIFY"})
  void looksAtNothingAndThenAtWhatChangedOnce(Hearing hearing) throws Exception {
    isAtRest(hearing, Duration.ofSeconds(10));
  }

  @Test
  @Tag("long")
  @EnabledIfSystemProperty(named = "vow.long", matches = "true")
  void looksAtNothingForAMinute() throws Exception {
    isAtRest(Hearing.BEST, Duration.ofSeconds(60));
  }

  private void isAtRest(Hearing hearing, Duration window) throws Exception {
    try (var agent = RunningAgent.keeping(folder, POLICY, hearing)) {
      agent.settle();
      for (int i = 0; i < 1000; i++) {
        agent.take("file[/kept/" + i + "]");
      }
      var trace = folder.resolve("trace");
      var strace = trace(agent, trace);
      try {
        assertThat(strace.waitFor(window.toMillis(), TimeUnit.MILLISECONDS)).isFalse();
        var atRest = Files.readAllLines(trace);

        assertThat(atRest).filteredOn(l -> l.contains("/kept")).isEmpty();
        assertThat(atRest).filteredOn(l -> LOOKS.matcher(l).find()).hasSizeLessThan(10);

        long assessed = agent.metric("vow_assessments_total");
        Files.writeString(agent.at("/kept/500"), "wrong\n");
        assertThat(agent.take("file[/kept/500]").outcome()).isEqualTo("repaired");
        assertThat(agent.rest("file[/kept/500]")).as("our own write").isEmpty();
        assertThat(agent.metric("vow_assessments_total") - assessed)
            .isEqualTo(1 + RunningAgent.MARKS_PER_SETTLE);
      } finally {
        strace.destroy();
        strace.waitFor();
      }
      var looked =
          Files.readAllLines(trace).stream()
              .filter(l -> l.contains("/kept/") && LOOKS.matcher(l).find())
              .toList();
      assertThat(looked).as("the trace tells when one is looked at").isNotEmpty();
      assertThat(looked)
          .as("others are left alone")
          .allMatch(l -> l.contains("/kept/500") || l.contains("/kept/.500"));
    }
  }

  private static Process trace(RunningAgent agent, Path to) throws IOException {
    var pid = Long.toString(agent.process().pid());
    var process =
        new ProcessBuilder("strace", "-f", "-y", "-s", "200", "-o", to.toString(), "-p", pid)
            .start();
    var err = process.errorReader();
    for (var line = err.readLine(); line != null; line = err.readLine()) {
      if (line.contains(" attached")) {
        return process;
      }
    }
    throw new AssertionError("strace could not be attached");
  }
}
