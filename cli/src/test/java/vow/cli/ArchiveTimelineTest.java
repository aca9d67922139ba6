package vow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An archive that is unpacked by a running agent, exchanged, and what became of it damaged. */
class ArchiveTimelineTest {
  private static final String ID = "archive[/opt/tool]";
  private static final String POLICY =
      """
      archive "/opt/tool" {
        source = "/srv/tool.tar"
      }
      """;

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(names = {"BEST", "HELD_INOTIFY"})
  void isUnpackedAgainWhenItChangesAndWhenWhatWasUnpackedGoes(Hearing hearing) throws Exception {
    Files.createDirectories(folder.resolve("root/srv"));
    tar("one");
    try (var agent = RunningAgent.keeping(folder, POLICY, hearing)) {
      assertThat(agent.take(ID).outcome()).isEqualTo("repaired");
      assertThat(agent.at("/opt/tool/file")).hasContent("one");
      assertThat(agent.rest(ID)).as("own work is no drift").isEmpty();

      tar("two");
      var changed = agent.take(ID);
      assertThat(changed.toString()).contains("\"repaired\"", "\"drift\"", "unpacked 1 ");
      assertThat(agent.at("/opt/tool/file")).hasContent("two");
      agent.rest(ID);

      agent.sh("rm -r $ROOT/opt/tool || true"); // it may be unpacked again before it is all gone
      assertThat(agent.take(ID).outcome()).isEqualTo("repaired");
      agent.rest(ID);
      assertThat(agent.at("/opt/tool/file")).hasContent("two");

      agent.sh("echo 'no archive' > $ROOT/srv/tool.tar");
      assertThat(agent.take(ID).toString()).contains("\"failed\"", "unable to unpack");
      assertThat(agent.at("/opt/tool/file")).as("what was good stays").hasContent("two");
      tar("three");
      assertThat(agent.rest(ID).getLast().outcome()).isEqualTo("repaired");
      assertThat(agent.at("/opt/tool/file")).hasContent("three");
    }
  }

  /** Made beside the tree and moved in: an archive that is half written is not the subject. */
  private void tar(String content) throws Exception {
    var top = Files.createDirectories(folder.resolve("new"));
    Files.writeString(top.resolve("file"), content);
    var command =
        "tar -C '%1$s/new' -cf '%1$s/new.tar' file && mv '%1$s/new.tar' '%1$s/root/srv/tool.tar'"
            .formatted(folder);
    var process = new ProcessBuilder("sh", "-c", command).inheritIO().start();
    assertThat(process.waitFor()).isZero();
  }
}
