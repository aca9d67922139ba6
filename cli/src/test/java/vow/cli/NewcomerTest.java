package vow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vow.agent.control.ControlClient;

/** What somebody is told who does not know yet what to ask for, and about drift that stays. */
class NewcomerTest {
  private static final String POLICY =
      """
      file "/etc/motd" {
        content  = "hello\\n"
        validate = ["sh", "-c", "test ! -e \\"$VOW_ROOT/veto\\"", "sh", "%s"]
      }
      file "/etc/issue" { content = "x\\n" }
      """;

  private static final String MOTD = "file[/etc/motd]";

  private static @Nullable RunningAgent running;

  @BeforeAll
  static void keep(@TempDir Path folder) throws Exception {
    running = RunningAgent.keeping(folder, POLICY, Hearing.BEST);
    agent().settle();
  }

  @AfterAll
  static void end() {
    if (running != null) {
      running.close();
    }
  }

  @Test
  @Tag("root") // only fanotify tells who wrote
  void statusTellsOfDriftThatCannotBeRepairedAndWhenItCould() throws Exception {
    agent().rest(MOTD);
    agent().run("status").exits(0);

    // The writer stays until it was noticed: of one that is gone nobody knows the name.
    agent()
        .sh(
            "touch $ROOT/veto; echo drift > $ROOT/etc/motd; for i in $(seq 100); do"
                + " ! grep -q '\"failed\"' $ROOT/var/lib/vow/journal/* || break; sleep 0.1; done");
    assertThat(agent().take(MOTD).outcome()).isEqualTo("failed");
    agent().settle();

    assertThat(agent().run("status").exits(1).out())
        .contains("failed file[/etc/motd] since ", ": unable to write /etc/motd: ", ", failed 1");
    assertThat(agent().run("why", "/etc/motd").exits(0).out())
        .contains("stands failed since ", ": drift by sh (pid ");

    agent().sh("rm $ROOT/veto; echo more >> $ROOT/etc/motd");
    agent().rest(MOTD);
    assertThat(agent().run("status").exits(0).out()).contains(", failed 0").doesNotContain(MOTD);
  }

  @Test
  void aNameThatIsNotKeptIsNearOne() {
    assertThat(agent().run("why", "/etc/mtod").exits(1).err())
        .isEqualTo("vow: there is no promise /etc/mtod, did you mean /etc/motd?\n");
    assertThat(agent().run("explain", "file[/etc/isue]").exits(1).err())
        .isEqualTo("vow: there is no promise file[/etc/isue], did you mean file[/etc/issue]?\n");
  }

  @Test
  void aWordThatNoEntryHasIsNoFilter() {
    assertThat(agent().run("journal", "--outcome", "repared").exits(64).err())
        .contains("--outcome is one of kept, repaired, failed,", "not \"repared\"");
    assertThat(agent().run("journal", "--cause", "edit").exits(64).err())
        .contains("--cause is one of policy, drift,", "not \"edit\"");
  }

  @Test
  void aWholeSecondIncludesWhatHappenedInIt() {
    var first = agent().run("journal", "--json", "-n", "1", "/etc/issue").exits(0).out();
    var time = String.valueOf(RunningAgent.object(first).get("time"));
    var second = time.substring(0, "2026-01-31T12:00:00".length()) + "Z";

    assertThat(agent().run("journal", "--since", second, "/etc/issue").exits(0).out())
        .contains(time);
    assertThat(agent().run("journal", "--since", time, "/etc/issue").exits(0).out()).contains(time);
  }

  @Test
  void whereNoAgentWasNothingIsKept(@TempDir Path empty) {
    var vow = Vow.in(empty);
    var nothing = "nothing is kept here; is this the agent's --root or --state?";

    assertThat(vow.run("journal", "--root", "tree").exits(0).err()).contains(nothing);
    assertThat(vow.run("journal", "-f", "--root", "tree").exits(1).err()).contains(nothing);
    assertThat(vow.run("why", "/etc/motd", "--root", "tree").exits(1).err()).contains(nothing);
  }

  @Test
  void onlyThosePromisesAreAssessedThatAreNamed() throws Exception {
    var socket = agent().at("/run/vow/control.sock");
    agent().settle();
    long before = agent().metric("vow_assessments_total");

    ControlClient.call(socket, "Assess", Map.of("ids", List.of("file[/etc/issue]")));
    agent().settle();

    assertThat(agent().metric("vow_assessments_total") - before)
        .isEqualTo(1 + RunningAgent.MARKS_PER_SETTLE);
    assertThat(Files.readString(agent().at("/etc/issue"))).isEqualTo("x\n");
  }

  private static RunningAgent agent() {
    return Objects.requireNonNull(running);
  }
}
