package vow.agent.keeper;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vow.model.Assessment;
import vow.model.Change;
import vow.model.Outcome;
import vow.model.PromiseId;
import vow.model.Repair;
import vow.model.kind.Kind;

/** Commands, run for real. */
final class ExecKeeperTest {
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
  void runsWithTheKeptTreeInItsEnvironment() throws IOException {
    scene.keep(exec("run", "echo made > \"$VOW_ROOT/etc/made\""));

    assertThat(scene.read("/etc/made")).isEqualTo("made\n");
  }

  @Test
  void isKeptOnceWhatItCreatesIsThereAndDriftsWhenThatGoes() throws IOException {
    var kind = exec("run", "touch \"$VOW_ROOT/etc/made\"", "creates", "/etc/made");
    assertThat(scene.drift(kind).summary()).isEqualTo("/etc/made is missing");

    scene.keep(kind);

    assertThat(scene.assess(kind)).isInstanceOf(Assessment.Kept.class);
    java.nio.file.Files.delete(scene.at("/etc/made"));
    assertThat(scene.assess(kind)).isInstanceOf(Assessment.Drifted.class);
  }

  @Test
  void withRefreshOnlyRunsWhenTold() {
    var kind = exec("run", "touch \"$VOW_ROOT/etc/told\"", "refresh_only", true);
    assertThat(scene.assess(kind)).isInstanceOf(Assessment.Kept.class);

    Keepers.of(kind).refresh(scene.site());

    assertThat(scene.exists("/etc/told")).isTrue();
  }

  @Test
  void passesArgumentsEnvironmentAndInputAsTheyAre() throws IOException {
    var out = scene.at("/etc/out").toString();
    scene.keep(
        exec(
            "run",
            List.of(
                "/bin/sh",
                "-c",
                "printf '%s|%s|' \"$1\" \"$GREETING\" > \"$2\"; cat >> \"$2\"",
                "sh",
                "a b",
                out),
            "env",
            Map.of("GREETING", "hi there"),
            "stdin",
            "secret\n"));

    assertThat(scene.read("/etc/out")).isEqualTo("a b|hi there|secret\n");
  }

  @Test
  void tellsHowItFailedAndWhatItSaidLast() {
    assertThat(scene.failure(exec("run", "echo one; echo no such table >&2; exit 3")))
        .isEqualTo("the command exited with 3: no such table");
    assertThat(scene.failure(exec("run", List.of("/no/such/program"))))
        .contains("/no/such/program");
  }

  @Test
  void takesOtherExitCodesWhereTheyMeanSuccess() {
    scene.keep(exec("run", "exit 2", "exits", List.of(new BigDecimal(0), new BigDecimal(2))));
  }

  @Test
  void saysNothingOfItsOutputWhenSensitive() {
    scene.sensitive();

    assertThat(scene.failure(exec("run", "cat; exit 1", "stdin", "hunter2")))
        .isEqualTo("the command exited with 1");
  }

  @Test
  void endsTheWholeGroupWhenItTakesTooLong() {
    var attempt =
        Attempt.start(new PromiseId("exec", "x"), false, Duration.ofMillis(300), Promised.NOTHING);

    var repair =
        Keepers.of(exec("run", "sleep 1000 & sleep 1000"))
            .repair(Change.of(""), scene.site().with(attempt));

    assertThat(repair).isInstanceOf(Repair.Undone.class);
    assertThat(((Repair.Undone) repair).outcome()).isEqualTo(Outcome.TIMEOUT);
  }

  @Test
  void doesNotWaitForAChildThatKeepsItsOutputOpen() {
    long before = System.nanoTime();

    scene.keep(exec("run", "sleep 20 & echo $! > \"$VOW_ROOT/etc/pid\""));

    assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(15));
    endLeftover();
  }

  private void endLeftover() {
    try {
      var pid = Long.parseLong(scene.read("/etc/pid").strip());
      ProcessHandle.of(pid).ifPresent(ProcessHandle::destroy);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static Kind exec(Object... pairs) {
    var all = new Object[pairs.length + 2];
    all[0] = "name";
    all[1] = "x";
    System.arraycopy(pairs, 0, all, 2, pairs.length);
    return Scene.kind("exec", all);
  }
}
