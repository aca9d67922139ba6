package vow.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static vow.cli.Eventually.asleep;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vow.agent.control.ControlClient;
import vow.agent.control.ControlServer;

/** What members of a group may see, and that this is all. */
@Tag("long")
@Tag("root")
class StatusGroupTest {
  private static final String GROUP = "4711";

  private static final String POLICY =
      """
      file "/etc/motd" { content = "hello\\n" }
      """;

  private static final String SHARED =
      """
      agent {
        linger       = "200ms"
        status_group = "monitoring"
      }
      """;

  @TempDir Path folder;

  @Test
  void mayAskAndNothingElse() throws Exception {
    var etc = Files.createDirectories(folder.resolve("root/etc"));
    Files.writeString(etc.resolve("group"), "root:x:0:\nmonitoring:x:" + GROUP + ":\n");
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    try (var agent = RunningAgent.keeping(folder, SHARED + POLICY, Hearing.HELD)) {
      asleep(agent);
      var runtime = agent.at("/run/vow");
      var socket = agent.at("/run/vow/status.sock");
      assertThat(access(runtime)).isEqualTo("rwxr-x--- " + GROUP);
      assertThat(access(agent.at("/run/vow/status.json"))).isEqualTo("rw-r----- " + GROUP);
      assertThat(access(socket)).isEqualTo("rw-rw---- " + GROUP);
      assertThat(access(agent.at("/run/vow/control.sock"))).startsWith("rw------- ");

      assertThat(member("cat", "status.json")).isZero();
      assertThat(member("cat", "sleep.bin")).isNotZero();
      assertThat(stranger("cat", "status.json")).isNotZero();
      asleep(agent); // whoever reads the file wakes nobody
      assertThat(Files.readString(agent.at("/run/vow/status.json"))).contains("\"woken\":0,");

      var reply = ControlClient.call(socket, "Status", Map.of("all", true)).orElseThrow();
      assertThat(String.valueOf(reply.get("status"))).contains("file[/etc/motd]");
      assertThatThrownBy(() -> ControlClient.call(socket, "HoldAll", Map.of("who", "x", "why", "")))
          .isInstanceOf(ControlServer.Refused.class)
          .hasMessageContaining("only answers questions");
      asleep(agent);
      assertThat(access(agent.at("/run/vow/status.json"))).isEqualTo("rw-r----- " + GROUP);
      assertThat(ControlClient.call(socket, "Metrics", Map.of())).isPresent();

      agent.change(POLICY);
      assertThat(access(runtime)).startsWith("rwx------ ");
      assertThat(socket).doesNotExist();
    }
  }

  private static String access(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file))
        + " "
        + Files.getAttribute(file, "unix:gid");
  }

  private int member(String... words) throws Exception {
    return as(GROUP, words);
  }

  private int stranger(String... words) throws Exception {
    return as("4712", words);
  }

  private int as(String gid, String... words) throws Exception {
    var command =
        new ArrayList<>(
            List.of("setpriv", "--reuid", "65534", "--regid", gid, "--clear-groups", "--"));
    command.addAll(List.of(words[0], folder.resolve("root/run/vow").resolve(words[1]).toString()));
    var process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    return process.exitValue();
  }
}
