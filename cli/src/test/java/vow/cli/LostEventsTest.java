package vow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What happened while nobody could tell of it is repaired. */
class LostEventsTest {
  private static final String POLICY =
      """
      directory "/srv" {}
      file "/srv/first" { content = "right\\n" }
      file "/srv/second" { content = "right\\n" }
      """;

  private static final String FIRST = "file[/srv/first]";
  private static final String SECOND = "file[/srv/second]";

  /** So many that the records of one converge would not fit a ledger. */
  private static final int MANY = 2_500;

  @TempDir Path folder;

  /** The queue is filled before the file drifts: of that drift nothing is told. */
  @ParameterizedTest
  @EnumSource(names = {"BEST", "INOTIFY", "HELD"})
  void driftThatTheFullQueueCouldNotHold(Hearing hearing) throws Exception {
    try (var agent = RunningAgent.keeping(folder, POLICY, hearing)) {
      agent.rest(FIRST);
      long before = agent.metric("vow_rescans_total");
      var pid = agent.process().pid();

      agent.sh("kill -STOP " + pid); // the holder, where there is one: it reads the queue
      try {
        agent.sh(
            "cd $ROOT/srv; n=$(cat /proc/sys/fs/*notify/max_queued_events | sort -n | tail -1)\n"
                + "seq -f n%g $((n + 100)) | xargs touch; echo wrong > first; chmod 0600 second");
      } finally {
        agent.sh("kill -CONT " + pid);
      }

      assertThat(agent.take(FIRST).outcome()).isEqualTo("repaired");
      assertThat(agent.at("/srv/first")).hasContent("right\n");
      assertThat(agent.metric("vow_rescans_total")).isGreaterThan(before);
      agent.rest(FIRST);
      Files.writeString(agent.at("/srv/second"), "wrong\n");
      assertThat(agent.take(SECOND).outcome()).as("it goes on hearing").isEqualTo("repaired");
      assertThat(agent.rest(FIRST)).isEmpty();
    }
  }

  /** What it makes itself comes back as events, several a file. */
  @ParameterizedTest
  @EnumSource(names = {"BEST", "HELD"})
  void aLargeFirstConvergeLosesNoneAndLooksOnce(Hearing hearing) throws Exception {
    var policy =
        IntStream.range(0, MANY)
            .mapToObj("file \"/srv/%d\" { content = \"right\\n\" }\n"::formatted)
            .collect(Collectors.joining());
    try (var agent = RunningAgent.keeping(folder, policy, hearing)) {
      agent.settle();

      assertThat(agent.metric("vow_rescans_total")).isZero();
      assertThat(agent.metric("vow_assessments_total")).isLessThan(2 * MANY);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"BEST", "HELD_INOTIFY"})
  void driftAfterAnAgentWasKilled(Hearing hearing) throws Exception {
    try (var agent = RunningAgent.keeping(folder, POLICY, hearing)) {
      agent.rest(FIRST);
      var brain = agent.process().children().toList();
      agent.kill();
      for (var process : brain) {
        process.onExit().orTimeout(20, TimeUnit.SECONDS).join();
      }
    }
    var root = folder.resolve("root");
    Files.writeString(root.resolve("srv/first"), "while nobody was there\n");
    Files.delete(root.resolve("srv/second"));

    try (var again = RunningAgent.start(folder, hearing).watching()) {
      assertThat(again.take(FIRST).outcome()).isEqualTo("repaired");
      assertThat(again.take(SECOND).outcome()).isEqualTo("repaired");
      assertThat(again.at("/srv/first")).hasContent("right\n");
      Files.writeString(again.at("/srv/second"), "wrong\n");
      assertThat(again.take(SECOND).cause()).isEqualTo("drift");
      assertThat(again.at("/srv/second")).hasContent("right\n");
    }
  }
}
