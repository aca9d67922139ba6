package vow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Services in the status: of the file that an agent leaves for whoever looks. */
class StatusServicesTest {
  private static final Path BOOT = Path.of("/proc/sys/kernel/random/boot_id");

  private static final String SERVICES =
      """
      {"boot":"BOOT","holder":1,"services":[
       {"name":"web","state":"ready","pid":12,"since":1000,"restarts":0,"trouble":"","note":"3 users",
        "number":0,"run":1,"started":1,"flags":1,"ready":1000,"deadline":0,"launched":"","in_a_row":0,
        "failures":[],"complaint":"","needs":[]},
       {"name":"db","state":"given_up","pid":13,"since":2000,"restarts":4,"trouble":"exited with 1",
        "note":"","number":1,"run":5,"started":1,"flags":1,"ready":0,"deadline":0,"launched":"",
        "in_a_row":5,"failures":[],"complaint":"","needs":[]}]}
      """;

  @TempDir Path folder;

  @Test
  void jsonHasAllServices() throws IOException {
    leave(Files.readString(BOOT).strip());

    var status = RunningAgent.object(Said.by(folder, "status", "--json").out());

    var services =
        Shape.of(
                "name:text state:text pid:count? since:time? restarts:count note:text? trouble:text?")
            .checkEach(status.get("services"));
    assertThat(services).hasSize(2);
    assertThat(services.getFirst())
        .containsEntry("name", "web")
        .containsEntry("state", "ready")
        .containsEntry("note", "3 users")
        .containsEntry("trouble", null);
    assertThat(services.getLast())
        .containsEntry("state", "given_up")
        .containsEntry("pid", null)
        .containsEntry("since", "1970-01-01T00:00:02.000Z")
        .containsEntry("trouble", "exited with 1");
  }

  @Test
  void textHasThoseThatNeedAttention() throws IOException {
    leave(Files.readString(BOOT).strip());

    assertThat(Said.by(folder, "status").out().lines())
        .contains(
            "given up service[db] since 1970-01-01T00:00:02.000Z, restarted 4 times: exited with 1")
        .noneMatch(line -> line.contains("web"));
  }

  @Test
  void theTreeHasAllAndNothingElse() throws IOException {
    leave(Files.readString(BOOT).strip());

    assertThat(Said.by(folder, "status", "--tree").out().lines())
        .hasSize(2)
        .anyMatch(line -> line.startsWith("web  ready, pid 12, since "))
        .anyMatch(line -> line.startsWith("db  given up since "));
  }

  @Test
  void whatWasBeforeTheMachineStartedIsNotShown() throws IOException {
    leave("another boot");

    assertThat(Said.by(folder, "status", "--json").out()).doesNotContain("services");
    assertThat(Said.by(folder, "status", "--tree"))
        .isEqualTo(new Said(0, "", "there are no services here\n"));
  }

  @Test
  void withoutServicesNothingIsSaidOfThem() throws IOException {
    assertThat(Said.by(folder, "status", "--json").out()).doesNotContain("services");

    Files.writeString(folder.resolve("services.json"), "{");
    assertThat(List.of(Said.by(folder, "status", "--json").exit())).containsExactly(0);
  }

  private void leave(String boot) throws IOException {
    Files.writeString(folder.resolve("services.json"), SERVICES.replace("BOOT", boot));
  }
}
