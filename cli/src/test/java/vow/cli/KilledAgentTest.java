package vow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What happened while a killed agent was away is repaired by the next. */
class KilledAgentTest {
  private static final String POLICY =
      """
      directory "/srv" {}
      file "/srv/first" { content = "right\\n" }
      file "/srv/second" { content = "right\\n" }
      """;

  private static final String FIRST = "file[/srv/first]";
  private static final String SECOND = "file[/srv/second]";

  @TempDir Path folder;

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
