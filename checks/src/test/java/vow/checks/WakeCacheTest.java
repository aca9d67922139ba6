package vow.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A build can make the start-up cache of a brain that wakes: one wakes without any cache, repairs,
 * and goes to sleep again before its holder gives it up. Without that cache everything works,
 * slower, so no other test would notice.
 */
class WakeCacheTest {
  private static final Path TOP = Path.of("").toAbsolutePath().getParent();
  private static final String MAKE =
      """
      set -eu
      java=$JAVA/bin/java
      built=$CACHES/built caches=$CACHES policy=$TOP/scripts/train.hcl trained=$CACHES/log
      . "$TOP/scripts/start.sh"
      . "$TOP/scripts/train.sh"
      mkdir "$CACHES/root" "$built"
      cp -r "$TOP/cli/target/lib" "$TOP/cli/target/holder" "$TOP/cli/target/libvow.so" \\
        "$TOP/scripts/java.args" "$built"
      root=$CACHES/root
      cp "$policy" "$root/train.hcl"
      record_wake
      (holder=''; launch "-XX:AOTCache=$caches/wake.aot" -XX:AOTMode=on $stay_options \\
        -m vow.cli/vow.cli.Main --version)
      """;

  @TempDir private Path folder;

  @Test
  void aBrainThatWakesLeavesARecordOfItself() throws Exception {
    var builder = new ProcessBuilder("sh", "-c", MAKE);
    builder.environment().put("TOP", TOP.toString());
    builder.environment().put("JAVA", System.getProperty("java.home"));
    builder.environment().put("CACHES", folder.toString());
    var out = folder.resolve("out");
    builder.redirectErrorStream(true).redirectOutput(out.toFile());
    var process = builder.start();

    assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
    assertThat(folder.resolve("wake.aot"))
        .as(() -> read(out) + read(folder.resolve("log")))
        .exists();
    assertThat(read(out)).contains("vow 0.");
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return e + "\n";
    }
  }
}
