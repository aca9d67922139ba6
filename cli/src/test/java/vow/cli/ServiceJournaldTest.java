package vow.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vow.agent.json.Json;

/**
 * The lines of a service in the journal of systemd itself, in a mount namespace with its own /run.
 */
@Tag("long")
@Tag("root")
class ServiceJournaldTest {
  private static final Path JOURNALD = Path.of("/usr/lib/systemd/systemd-journald");

  private static final String SCRIPT =
      """
      set -e
      mount -t tmpfs none /run
      mkdir -p /run/systemd/journal /run/log
      %s &
      daemon=$!
      while ! test -S /run/systemd/journal/socket; do sleep 0.1; done
      "$@" >&2 &
      agent=$!
      for _ in $(seq 300); do
        journalctl --sync 2>/dev/null || sleep 0.1
        journalctl --no-pager -D /run/log/journal -o json -t a >"$LINES"
        test "$(wc -l <"$LINES")" -lt 2 || break
      done
      kill $agent
      wait $agent || true
      pkill -f -x "$SERVICE say one say two wait" || true
      kill $daemon
      """
          .formatted(JOURNALD);

  @TempDir Path folder;

  @Test
  void areEntriesOfTheirOwn() throws Exception {
    assumeTrue(Files.isExecutable(JOURNALD), "systemd is not installed");
    var service = Serviced.service("a", "say one say two wait", "logs {\n  to = \"journald\"\n}");
    Files.writeString(folder.resolve("p.hcl"), service);
    var words =
        List.of(
            "keep",
            "p.hcl",
            "--state",
            folder.resolve("state").toString(),
            "--runtime",
            folder.resolve("run").toString());
    var builder = Vow.in(folder).builder(words);
    builder.command().add(1, "-Xrs");
    builder.command().addFirst(HolderProgram.path());
    builder.command().addAll(0, List.of("unshare", "-m", "sh", "-c", SCRIPT, "sh"));
    var lines = folder.resolve("lines");
    builder.environment().put("LINES", lines.toString());
    builder.environment().put("SERVICE", HolderProgram.service());
    var process =
        builder.redirectOutput(folder.resolve("out").toFile()).redirectErrorStream(true).start();
    assertThat(process.waitFor(90, TimeUnit.SECONDS)).isTrue();
    var entries =
        Files.readAllLines(lines).stream()
            .map(line -> Json.parseObject(line).orElseThrow())
            .toList();
    assertThat(entries).as(Files.readString(folder.resolve("out"))).hasSize(2);
    assertThat(entries)
        .allSatisfy(entry ->
            assertThat(entry).containsEntry("VOW_SERVICE", "a").containsEntry("PRIORITY", "6"));
    assertThat(entries.stream().map(entry -> entry.get("MESSAGE"))).containsExactly("one", "two");
    assertThat(Files.size(folder.resolve("state/log/a/current"))).isZero();
  }
}
