package vow.linux;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpawnTest {
  private static final long BOUND_MS = 10_000;

  @Test
  void tellsHowItEnded() {
    assertThat(run("exit 3")).isEqualTo(new ExitStatus(3, 0));
    assertThat(run("kill -TERM $$")).isEqualTo(new ExitStatus(-1, PidFd.SIGTERM));
    assertThat(run("true").isSuccess()).isTrue();
  }

  @Test
  void passesWordsEnvironmentAndDirectory(@TempDir Path folder) {
    var spawn =
        Spawn.of(List.of("sh", "-c", "echo \"$0|$1|$COLOR|$HOME|$PWD\"; pwd -P", "a b", "ö"))
            .env(Map.of("COLOR", "red", "PATH", "/usr/bin:/bin"))
            .in(folder.toString());

    assertThat(output(spawn)).isEqualTo("a b|ö|red||" + folder + "\n" + folder + "\n");
  }

  @Test
  void inheritsNothing() {
    try (var _ = Directory.open("/")) {
      assertThat(output(Spawn.of(List.of("ls", "/proc/self/fd")))).isEqualTo("0\n1\n2\n3\n");
    }
    var status = output(Spawn.of(List.of("cat", "/proc/self/status")));
    assertThat(status).contains("SigBlk:\t0000000000000000").contains("SigIgn:\t0000000000000000");
    assertThat(output(Spawn.of(List.of("cat")))).isEmpty(); // stdin is /dev/null
  }

  @Test
  void leadsAGroupThatDiesAsOne() {
    var spawn = Spawn.of(List.of("sh", "-c", "sleep 1000 & sleep 1000")).newGroup();
    try (var child = spawn.start()) {
      assertThat(child.poll()).isEmpty();

      assertThat(child.signalGroup(PidFd.SIGKILL)).isTrue();

      assertThat(Poll.readable(child.fd(), BOUND_MS)).isTrue();
      assertThat(child.await()).isEqualTo(new ExitStatus(-1, PidFd.SIGKILL));
      assertThat(child.signal(PidFd.SIGKILL)).isFalse();
    }
  }

  @Test
  void leadsASession() {
    var fields = output(Spawn.of(List.of("cat", "/proc/self/stat")).newSession()).split(" ", -1);

    assertThat(fields[5]).isEqualTo(fields[0]);
  }

  @Test
  void setsTheUmask() {
    assertThat(output(Spawn.of(List.of("sh", "-c", "umask")).umask(027))).isEqualTo("0027\n");
  }

  @Test
  @Tag("root")
  void runsAsSomebodyElse() {
    var spawn = Spawn.of(List.of("id")).as(12345, 54321, List.of(7)).umask(022);

    assertThat(output(spawn)).contains("uid=12345 gid=54321 groups=54321,7");
    assertThat(output(Spawn.of(List.of("id", "-G")).as(1, 1, List.of()))).isEqualTo("1\n");
  }

  @Test
  void saysWhatCannotBeStarted() {
    assertThatThrownBy(() -> Spawn.of(List.of("no-such-program")).start())
        .hasMessage("unable to start no-such-program: no such file or directory (ENOENT)");
    assertThatThrownBy(() -> Spawn.of(List.of("/etc/passwd")).start())
        .hasMessage("unable to start /etc/passwd: permission denied (EACCES)");
    assertThatThrownBy(() -> Spawn.of(List.of("true")).in("/no-such-directory").start())
        .hasMessageContaining("unable to start true in /no-such-directory: no such file");
  }

  @Test
  void keepsManyChildrenApart() {
    for (int code = 0; code < 50; code++) {
      assertThat(run("exit " + code).code()).isEqualTo(code);
    }
  }

  private static ExitStatus run(String script) {
    try (var child = Spawn.of(List.of("sh", "-c", script)).start()) {
      assertThat(Poll.readable(child.fd(), BOUND_MS)).isTrue();
      return child.poll().orElseThrow();
    }
  }

  private static String output(Spawn spawn) {
    var output = new ByteArrayOutputStream();
    try (var pipe = Pipe.open()) {
      try (var child = spawn.stdout(pipe.writer()).stderr(pipe.writer()).start()) {
        pipe.writer().close();
        while (true) {
          assertThat(Poll.readable(pipe.reader(), BOUND_MS)).isTrue();
          var chunk = pipe.read().orElseThrow();
          if (chunk.length == 0) {
            break;
          }
          output.writeBytes(chunk);
        }
        child.await();
      }
    }
    return output.toString(UTF_8);
  }
}
