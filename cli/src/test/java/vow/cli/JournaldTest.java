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
 * The journal of systemd itself takes what vow sends, at its own socket and at /dev/log: in a mount
 * namespace with a /run of its own.
 */
@Tag("long")
@Tag("root")
class JournaldTest {
  private static final Path JOURNALD = Path.of("/usr/lib/systemd/systemd-journald");
  private static final String POLICY =
      """
      notify "journal" {
        journald = true
      }
      notify "log" {
        syslog = true
      }
      file "/lost/x" {
        content = "x\\n"
        parents = false
      }
      """;

  private static final String SCRIPT =
      """
      set -e
      mount -t tmpfs none /run
      mkdir -p /run/systemd/journal /run/log "$TREE/run/systemd" "$TREE/dev"
      mount --bind /run/systemd "$TREE/run/systemd"
      %s &
      daemon=$!
      trap 'kill $daemon' EXIT
      while ! test -S /run/systemd/journal/dev-log; do sleep 0.1; done
      ln -s ../run/systemd/journal/dev-log "$TREE/dev/log"
      "$@" || true
      journalctl --sync 2>/dev/null || sleep 1
      journalctl --no-pager -D /run/log/journal -o json -t vow
      """
          .formatted(JOURNALD);

  @TempDir Path folder;

  @Test
  void takesEntriesWithTheirFields() throws Exception {
    assumeTrue(Files.isExecutable(JOURNALD), "systemd is not installed");
    Files.writeString(folder.resolve("p.hcl"), POLICY);
    var tree = folder.resolve("tree");
    var builder =
        Vow.in(folder).builder(List.of("keep", "p.hcl", "--once", "--root", tree.toString()));
    builder.command().addAll(0, List.of("unshare", "-m", "sh", "-c", SCRIPT, "sh"));
    builder.environment().put("TREE", tree.toString());
    var out = folder.resolve("out");
    var process =
        builder.redirectOutput(out.toFile()).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();

    var text = Files.readString(out);
    var entries =
        text.lines()
            .filter(line -> line.startsWith("{"))
            .map(line -> Json.parseObject(line).orElseThrow())
            .toList();
    assertThat(entries).as(text).hasSize(2);
    assertThat(entries)
        .anySatisfy(entry ->
            assertThat(entry)
                .containsEntry("_TRANSPORT", "journal")
                .containsEntry("PRIORITY", "3")
                .containsEntry("VOW_WHAT", "failed")
                .containsEntry("VOW_PROMISE", "file[/lost/x]"))
        .anySatisfy(entry ->
            assertThat(entry)
                .containsEntry("_TRANSPORT", "syslog")
                .containsEntry("PRIORITY", "3")
                .containsEntry("SYSLOG_FACILITY", "3")
                .hasEntrySatisfying(
                    "MESSAGE",
                    message ->
                        assertThat(String.valueOf(message))
                            .startsWith("failed file[/lost/x]: ")
                            .contains("[vow what=\"failed\"")));
  }
}
