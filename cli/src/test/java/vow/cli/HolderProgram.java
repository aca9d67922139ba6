package vow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** What is written in C, compiled for the tests of a run. */
final class HolderProgram {
  private static final Path TOP = top();
  private static final String PATH = compile("scripts/holder.sh", "cli/target/holder");

  private HolderProgram() {}

  static String path() {
    return PATH;
  }

  /** The library that serves system calls where a C compiler is there. */
  static String syscalls() {
    return compile("scripts/syscall.sh", "cli/target/libvow.so");
  }

  private static String compile(String script, String file) {
    var program = TOP.resolve(file);
    try {
      var builder =
          new ProcessBuilder(TOP.resolve(script).toString(), program.toString()).inheritIO();
      builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
      assertThat(builder.start().waitFor()).as(script).isZero();
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
