package vow.agent.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import vow.agent.json.Json;
import vow.engine.Happened;
import vow.model.Cause;
import vow.model.Change;
import vow.model.Outcome;
import vow.model.PromiseId;
import vow.model.Summary;
import vow.model.Writer;

class ReportersTest {
  private static final PromiseId MOTD = new PromiseId("file", "/etc/motd");
  private static final Writer VIM =
      new Writer(4711, "/usr/bin/vim.basic", "vim", 0, 1000, "/user.slice", 4000, "/dev/pts/3");
  private static final Happened DRIFT =
      new Happened(
          MOTD,
          1_700_000_000_123L,
          Outcome.REPAIRED,
          Cause.DRIFT,
          Optional.of(VIM),
          12,
          Optional.of(new Change("content differs", Optional.of("-a\n+b\n"))),
          "");

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(bytes, false, StandardCharsets.UTF_8);

  @Test
  void tellsADriftAndItsWriterInOneLine() {
    text().happened(DRIFT);

    assertThat(printed())
        .isEqualTo(
            "repaired file[/etc/motd] in 12 ms: drift by vim (pid 4711, user1000), content"
                + " differs\n");
  }

  @Test
  void saysWhomNewsNeverReached() {
    var untold = new Reporter.Untold("ops", "exited with 1", 3, 1_700_000_000_123L);
    text().untold(untold);

    assertThat(printed())
        .isEqualTo("unable to tell ops, 3 pieces of news are lost: exited with 1\n");
    assertThat(HappenedJson.line(untold))
        .isEqualTo(
            "{\"time\":\"2023-11-14T22:13:20.123Z\",\"notify\":\"ops\",\"lost\":3,"
                + "\"message\":\"exited with 1\"}");
  }

  @Test
  void saysThatAWriterIsGone() {
    text().happened(by(Writer.gone(7)));

    assertThat(printed()).contains("by a process (pid 7, gone)");
  }

  @Test
  void keptIsNotWorthALine() {
    text().happened(outcome(Outcome.KEPT));

    assertThat(printed()).isEmpty();
  }

  @Test
  void sumsUpWithTheThreeUsualOutcomesAndThoseThatOccurred() {
    var summary = Summary.of(List.of(Outcome.KEPT, Outcome.KEPT, Outcome.REPAIRED));
    assertThat(TextReporter.text(summary)).isEqualTo("kept 2, repaired 1, failed 0");

    var bad = Summary.of(List.of(Outcome.FAILED, Outcome.SKIPPED));
    assertThat(TextReporter.text(bad)).isEqualTo("kept 0, repaired 0, failed 1, skipped 1");
  }

  @Test
  void jsonHasEveryFieldInItsPlace() {
    new JsonReporter(out).happened(DRIFT);

    var object = Json.parseObject(printed()).orElseThrow();
    assertThat(object.keySet())
        .containsExactly(
            "time", "id", "kind", "name", "outcome", "cause", "by", "took_ms", "diff", "message");
    assertThat(object)
        .containsEntry("time", "2023-11-14T22:13:20.123Z")
        .containsEntry("id", "file[/etc/motd]")
        .containsEntry("outcome", "repaired")
        .containsEntry("diff", "-a\n+b\n");
    assertThat(object.get("by"))
        .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.MAP)
        .containsOnlyKeys("pid", "exe", "comm", "uid", "login", "cgroup", "parent");
  }

  @Test
  void jsonSummaryCountsEveryOutcome() {
    new JsonReporter(out)
        .converged(new Reporter.Converged(0, Summary.of(List.of(Outcome.KEPT)), 5, Cause.BOOT, 1));

    var summary = Json.parseObject(printed()).orElseThrow().get("summary");
    assertThat(summary)
        .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.MAP)
        .containsOnlyKeys(
            "kept", "repaired", "failed", "denied", "timeout", "skipped", "suspended", "noop");
  }

  @Test
  void tellsThePersonHowToKeepTheChange() {
    assertThat(new TerminalReporter("--root /tmp/first").line(MOTD))
        .isEqualTo(
            "vow: your change to /etc/motd was taken back; to leave it:"
                + " vow hold 'file[/etc/motd]' --root /tmp/first;"
                + " to make it policy: vow absorb 'file[/etc/motd]' --root /tmp/first");
  }

  private TextReporter text() {
    return new TextReporter(out, false, new WriterText(uid -> "user" + uid));
  }

  private String printed() {
    out.flush();
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private static Happened by(Writer writer) {
    return new Happened(
        MOTD, 0, Outcome.REPAIRED, Cause.DRIFT, Optional.of(writer), 1, Optional.empty(), "");
  }

  private static Happened outcome(Outcome outcome) {
    return new Happened(MOTD, 0, outcome, Cause.BOOT, Optional.empty(), 1, Optional.empty(), "");
  }
}
