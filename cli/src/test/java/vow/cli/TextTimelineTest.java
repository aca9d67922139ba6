package vow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Links, parts of files, and probes of them, kept by a running agent and edited by people. */
class TextTimelineTest {
  private static final String POLICY =
      """
      link "/srv/link" { target = "plain" }
      file "/srv/list" { mode = "0644" }
      line "entry" {
        path  = "/srv/list"
        line  = "size = 1"
        match = "^size"
      }
      block "part" {
        path    = "/srv/list"
        content = "one\\ntwo\\n"
      }
      probe "ready" { file = "/srv/ready" }
      file "/srv/plain" { content = "right\\n" }
      """;

  private static @Nullable RunningAgent agent;

  @BeforeAll
  static void keep(@TempDir Path folder) throws Exception {
    agent = RunningAgent.keeping(folder, POLICY, Hearing.BEST);
  }

  @AfterAll
  static void end() {
    if (agent != null) {
      agent.close();
    }
  }

  @Test
  void linksLinesAndBlocksComeBackAndTheRestStays() throws Exception {
    agent().rest("link[/srv/link]");
    agent().sh("ln -sfn nowhere $ROOT/srv/link");
    assertRepaired("link[/srv/link]");
    assertThat(Files.readSymbolicLink(agent().at("/srv/link")).toString()).isEqualTo("plain");

    agent().rest("line[entry]");
    agent().rest("block[part]");
    agent().sh("sed -i -e 's/size = 1/size = 2/' -e '1i mine' -e 's/^two/three/' $ROOT/srv/list");
    assertRepaired("line[entry]");
    agent().rest("block[part]");
    assertThat(agent().at("/srv/list"))
        .content()
        .startsWith("mine\n")
        .contains("size = 1\n", "# begin part (vow)\none\ntwo\n# end part (vow)\n");

    agent().sh("sed -i '/end part/d' $ROOT/srv/list");
    agent().settle();
    assertThat(agent().run("status", "--json").out()).contains("block[part]", "\"failed\"");
    agent().sh("echo '# end part (vow)' >> $ROOT/srv/list");
    agent().settle();
    assertThat(agent().at("/srv/list")).content().contains("one\ntwo\n# end part (vow)\n");
  }

  @Test
  void aProbeOfAFileFollowsItByEvents() throws Exception {
    assertThat(agent().take("probe[ready]").outcome()).isEqualTo("failed");

    agent().sh("echo > $ROOT/srv/ready");
    assertThat(agent().take("probe[ready]").outcome()).isEqualTo("kept");
    agent().sh("rm $ROOT/srv/ready");

    assertThat(agent().take("probe[ready]").toString())
        .contains("\"failed\"", "\"drift\"", "/srv/ready is missing");
  }

  private static void assertRepaired(String id) throws Exception {
    RunningAgent.Outcome last = agent().take(id);
    for (var outcome : agent().rest(id)) {
      last = outcome;
    }
    assertThat(last.outcome()).as(last.toString()).isIn("repaired", "kept");
  }

  private static RunningAgent agent() {
    return Objects.requireNonNull(agent);
  }
}
