package vow.agent.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import vow.agent.tree.Accounts;
import vow.agent.tree.Tree;

@Timeout(60)
final class SystemRunnerTest {
  private static final Duration LONG = Duration.ofSeconds(50);

  private final Tree tree = Tree.open("/");
  private final SystemRunner runner = new SystemRunner(tree, new Accounts(tree));

  @AfterEach
  void close() {
    runner.close();
    tree.close();
  }

  @Test
  void tellsStatusAndBothOutputs() {
    assertThat(shell("echo out; echo err >&2; exit 3", LONG))
        .isEqualTo(new Ended.Exited(3, "out\nerr\n"));
    assertThat(shell("kill -9 $$", LONG)).isEqualTo(new Ended.Killed(9, ""));
    assertThat(shell("echo why >&2; exit 1", LONG).text()).isEqualTo("exited with 1: why");
  }

  @Test
  void tellsWhatCannotBeStarted() {
    assertThat(runner.run(Run.of(List.of("/no/such/program"), LONG)))
        .isEqualTo(
            new Ended.NotStarted("unable to start /no/such/program: no such file or directory"));
  }

  @Test
  void givesInputFolderAndEnvironmentAndNoOther() {
    var run =
        new Run(
            List.of("/bin/sh", "-c", "cat; pwd; echo $GREETING; env | wc -l; ls /proc/self/fd"),
            Map.of("GREETING", "hello"),
            Optional.of("/usr"),
            Optional.empty(),
            Optional.empty(),
            LONG,
            "in\n",
            false);

    var output = ((Ended.Exited) runner.run(run)).output().lines().toList();

    assertThat(output).startsWith("in", "/usr", "hello").endsWith("0", "1", "2", "3");
    assertThat(Integer.parseInt(output.get(3).strip())).isLessThan(10);
  }

  @Test
  void endsTheWholeGroupWhenTheTimeIsOver() {
    var ended = shell("sleep 1000 & echo $!; wait", Duration.ofMillis(500));

    assertThat(ended).isInstanceOf(Ended.TimedOut.class);
    long sleeper = Long.parseLong(((Ended.TimedOut) ended).output().strip());
    ProcessHandle.of(sleeper).ifPresent(p -> p.onExit().join());
  }

  @Test
  void endsWhatIgnoresBeingAsked() {
    assertThat(shell("trap '' TERM; while :; do sleep 1; done", Duration.ofMillis(200)))
        .isInstanceOf(Ended.TimedOut.class);
  }

  @Test
  void doesNotWaitForAChildThatKeepsTheOutputOpen() {
    var ended = (Ended.Exited) shell("sleep 1000 & echo $!", LONG);

    var sleeper = ProcessHandle.of(Long.parseLong(ended.output().strip()));
    assertThat(sleeper).isPresent();
    sleeper.get().destroyForcibly();
  }

  @Test
  void keepsTheBeginningAndTheEndOfMuchOutput() {
    var ended = (Ended.Exited) shell("echo first; head -c 1000000 /dev/zero; echo last", LONG);

    assertThat(ended.output()).startsWith("first\n").endsWith("last\n").contains("bytes left out");
    assertThat(ended.output().length()).isLessThan(Ended.OUTPUT_BYTES_MAX + 100);
  }

  @Test
  void runsManyAtOnce() {
    var ended = IntStream.range(0, 20).parallel().mapToObj(i -> shell("exit " + i, LONG)).toList();

    for (int i = 0; i < ended.size(); i++) {
      assertThat(ended.get(i)).isEqualTo(new Ended.Exited(i, ""));
    }
  }

  @Test
  @Tag("root")
  void runsAsAnotherUser() {
    assertThat(runner.run(as("nobody"))).isEqualTo(new Ended.Exited(0, "nobody\n"));
  }

  @Test
  void tellsThatThereIsNoSuchUser() {
    assertThat(runner.run(as("nobodyknows")).text())
        .isEqualTo("unable to start id: there is no user nobodyknows");
  }

  @Test
  void saysTheKeptTreeToCommands() {
    try (var kept = Tree.open("/tmp");
        var inside = new SystemRunner(kept, new Accounts(kept))) {
      var ended = inside.run(Run.of(List.of("/bin/sh", "-c", "echo $VOW_ROOT"), LONG));

      assertThat(ended).isEqualTo(new Ended.Exited(0, "/tmp\n"));
    }
  }

  @Test
  void breaksOffWhatRunsWhenVowStopsButNotWhatMustBeWhole(@TempDir Path folder) throws Exception {
    var go = folder.resolve("go");
    assertThat(shell("mkfifo " + go, LONG).succeeded()).isTrue();
    var whole = whole("cat " + go + " > /dev/null; echo done");
    var finished = CompletableFuture.supplyAsync(() -> runner.run(whole));
    try (var begun = Files.newOutputStream(go)) { // opens when the command reads
      assertThat(runner.mustFinish()).isTrue();

      runner.interrupt();

      assertThat(shell("sleep 1000", LONG)).isEqualTo(new Ended.Killed(15, ""));
      assertThat(finished).isNotDone();
      begun.write('x');
    }
    assertThat(finished.join()).isEqualTo(new Ended.Exited(0, "done\n"));
    assertThat(runner.mustFinish()).isFalse();
  }

  @Test
  void knowsThatACommandMustBeWholeBeforeTheCommandDoesAnything(@TempDir Path folder) {
    var begun = folder.resolve("begun");
    var whole = whole("> " + begun + "; sleep 0.05");
    for (int i = 0; i < 20; i++) {
      var finished = CompletableFuture.supplyAsync(() -> runner.run(whole));
      while (!Files.exists(begun)) {
        Thread.onSpinWait();
      }
      assertThat(runner.mustFinish()).isTrue();
      assertThat(finished.join().succeeded()).isTrue();
      assertThat(begun.toFile().delete()).isTrue();
    }
  }

  private static Run whole(String script) {
    return new Run(
        List.of("/bin/sh", "-c", script),
        Map.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        LONG,
        "",
        true);
  }

  private static Run as(String user) {
    return new Run(
        List.of("id", "-nu"),
        Map.of(),
        Optional.empty(),
        Optional.of(user),
        Optional.empty(),
        LONG,
        "",
        false);
  }

  private Ended shell(String script, Duration timeout) {
    return runner.run(Run.of(List.of("/bin/sh", "-c", script), timeout));
  }
}
