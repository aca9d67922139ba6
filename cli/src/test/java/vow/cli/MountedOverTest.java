package vow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A kept file that another is mounted over. */
class MountedOverTest {
  private static final String ID = "file[/srv/first]";
  private static final String POLICY = "file \"/srv/first\" { content = \"right\\n\" }\n";

  @TempDir Path folder;

  /** With fanotify and no holder: TreeTimelineTest. */
  @ParameterizedTest
  @EnumSource(
      value = Hearing.class,
      names = {"INOTIFY", "HELD"})
  @Tag("root")
  void aFileThatIsMountedOverAKeptOneIsWrittenInPlace(Hearing hearing) throws Exception {
    try (var agent = RunningAgent.keeping(folder, POLICY, hearing)) {
      agent.rest(ID);
      agent.sh("echo outside > $ROOT/other; mount --bind $ROOT/other $ROOT/srv/first");
      try {
        assertThat(agent.take(ID).toString()).contains("\"repaired\"", "in place: it is a moun");
        agent.rest(ID);
        agent.sh("echo again > $ROOT/other"); // through its other name

        assertThat(agent.take(ID).outcome()).isEqualTo("repaired");
        assertThat(agent.at("/other")).hasContent("right\n");
      } finally {
        agent.sh("umount $ROOT/srv/first");
      }
      agent.rest(ID);
      Files.writeString(agent.at("/srv/first"), "wrong\n");
      assertThat(agent.take(ID).outcome()).as("what was below").isEqualTo("repaired");
    }
  }
}
