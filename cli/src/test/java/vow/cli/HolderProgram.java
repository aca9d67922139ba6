package vow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/** What is written in C, compiled for the tests of a run. */
final class HolderProgram {
  private static final Path TOP = top();
  private static final String PATH = compile("scripts/holder.sh", "cli/target/holder");

  private static boolean serviceMade;

  private HolderProgram() {}

  static String path() {
    return PATH;
  }

  /** The library that serves system calls where a C compiler is there. */
  static String syscalls() {
    return compile("scripts/syscall.sh", "cli/target/libvow.so");
  }

  /** A service that does what its arguments say (native/test/service.c). */
  static synchronized String service() {
    var program = TOP.resolve("cli/target/test-service").toString();
    if (!serviceMade) {
      var source = TOP.resolve("native/test/service.c").toString();
      run(
          List.of(
              "gcc", "-std=gnu11", "-O1", "-Wall", "-Wextra", "-Werror", source, "-o", program));
      serviceMade = true;
    }
    return program;
  }

  private static String compile(String script, String file) {
    var program = TOP.resolve(file);
    run(List.of(TOP.resolve(script).toString(), program.toString()));
    assertThat(program).isExecutable();
    return program.toString();
  }

  private static void run(List<String> command) {
    try {
      var builder = new ProcessBuilder(command).inheritIO();
      builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
      assertThat(builder.start().waitFor()).as(command.getFirst()).isZero();
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  private static Path top() {
    var at = Path.of("").toAbsolutePath();
    while (!Files.exists(at.resolve("native/holder.c"))) {
      at = Objects.requireNonNull(at.getParent(), "not in the source tree");
    }
    return at;
  }
}
