package vow.agent.keeper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vow.model.Assessment;
import vow.model.Repair;
import vow.model.kind.Kind;

/** Conditions of this machine; what servers answer is probed beside what is fetched from them. */
final class ProbeKeeperTest {
  @TempDir Path folder;
  private Scene scene;

  @BeforeEach
  void open() throws IOException {
    scene = new Scene(folder);
  }

  @AfterEach
  void close() {
    scene.close();
  }

  @Test
  void probesFilesProcessesAndCommands() throws IOException {
    scene.write("/etc/ready", "state=up\n");
    assertThat(scene.assess(probe("file", "/etc/ready", "match", "=up$")))
        .isInstanceOf(Assessment.Kept.class);
    assertThat(scene.refusal(probe("file", "/etc/gone"))).isEqualTo("/etc/gone is missing");
    var self = ProcessHandle.current().info().command().orElseThrow();
    assertThat(scene.assess(probe("process", self))).isInstanceOf(Assessment.Kept.class);
    assertThat(scene.refusal(probe("process", "no-such-one"))).contains("is running");
    assertThat(scene.refusal(probe("run", "echo no; exit 3")))
        .isEqualTo("`echo no; exit 3` exited with 3: no");
  }

  @Test
  void waitsUntilItHoldsAndNotLonger() {
    var command =
        "test -e \"$VOW_ROOT/etc/b\" || { mv \"$VOW_ROOT/etc/a\" \"$VOW_ROOT/etc/b\""
            + " || touch \"$VOW_ROOT/etc/a\"; exit 1; } 2>/dev/null";
    var kind = probe("run", command, "wait", "1m", "interval", "10ms");
    assertThat(scene.drift(kind).summary()).startsWith("has to be waited for: ");

    scene.keep(kind);

    var never = probe("file", "/etc/never", "wait", "50ms", "interval", "10ms");
    assertThat(scene.repair(never))
        .isEqualTo(Repair.timeout("waited in vain: /etc/never is missing"));
    assertThatThrownBy(() -> probe("file", "/x", "run", "true")).hasMessageContaining("several");
  }

  private static Kind probe(Object... pairs) {
    var all = Arrays.copyOf(new Object[] {"name", "x"}, 2 + pairs.length);
    System.arraycopy(pairs, 0, all, 2, pairs.length);
    return Scene.kind("probe", all);
  }
}
