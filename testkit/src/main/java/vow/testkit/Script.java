package vow.testkit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** Scripts of the shell that tests run. */
public final class Script {
  private static final long LIMIT_SECONDS = 60;

  private Script() {}

  /** Runs one in a folder; answers what it printed on both outputs. It must succeed. */
  public static String run(Path folder, String script) throws IOException, InterruptedException {
    return run(folder, script, 0);
  }

  /** The same for one that must exit with this code. */
  public static String run(Path folder, String script, int code)
      throws IOException, InterruptedException {
    var process =
        new ProcessBuilder("/bin/sh", "-ec", script)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .start();
    var out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
      throw new AssertionError(script + " never ended; it said: " + out);
    }
    if (process.exitValue() != code) {
      throw new AssertionError(script + " exited with " + process.exitValue() + ": " + out);
    }
    return out;
  }
}
