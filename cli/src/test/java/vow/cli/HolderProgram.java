package vow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** The holder, compiled once for all tests of a run. */
final class HolderProgram {
  private static final Path TOP = top();
  private static final String PATH = compile();

  private HolderProgram() {}

  static String path() {
    return PATH;
  }

  private static String compile() {
    var program = TOP.resolve("cli/target/holder");
    try {
      var process =
          new ProcessBuilder(TOP.resolve("scripts/holder.sh").toString(), program.toString())
              .inheritIO()
              .start();
      assertThat(process.waitFor()).as("compiling the holder").isZero();
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
    assertThat(program).isExecutable();
    return program.toString();
  }

  private static Path top() {
    var at = Path.of("").toAbsolutePath();
    while (!Files.exists(at.resolve("native/holder.c"))) {
      at = Objects.requireNonNull(at.getParent(), "not in the source tree");
    }
    return at;
  }
}
