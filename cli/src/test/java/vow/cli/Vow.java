package vow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * Starts the program as users do, in a process of its own and, under Maven, on the module path.
 * Immutable; every {@code with} gives another one.
 */
record Vow(Path folder, Map<String, String> environment, String input) {
  /** Generous: a machine that builds something else at the same time is slow. */
  private static final long LIMIT_SECONDS = 60;

  /** What a finished run left behind. */
  record Result(int exit, String out, String err) {
    Result exits(int code) {
      assertThat(exit).as("exit code, with out: %s and err: %s", out, err).isEqualTo(code);
      return this;
    }
  }

  /** In this folder, with nothing of the caller's environment but the path. */
  static Vow in(Path folder) {
    return new Vow(folder, Map.of("PATH", System.getenv("PATH"), "LC_ALL", "C.UTF-8"), "");
  }

  Vow with(String variable, String value) {
    var more = new TreeMap<>(environment);
    more.put(variable, value);
    return new Vow(folder, more, input);
  }

  Vow reading(String text) {
    return new Vow(folder, environment, text);
  }

  /** Runs to its end. */
  Result run(String... words) {
    try {
      var out = Files.createTempFile("vow", ".out");
      var err = Files.createTempFile("vow", ".err");
      try {
        var process =
            builder(List.of(words))
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        try (var stdin = process.getOutputStream()) {
          stdin.write(input.getBytes(StandardCharsets.UTF_8));
        } catch (IOException _) {
          // It ended without reading: what it printed is what matters.
        }
        if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
          process.destroyForcibly().waitFor();
          throw new AssertionError("vow " + String.join(" ", words) + " never ended");
        }
        return new Result(process.exitValue(), Files.readString(out), Files.readString(err));
      } finally {
        Files.delete(out);
        Files.delete(err);
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /** For a run that stays: its streams are the caller's business. */
  ProcessBuilder builder(List<String> words) {
    var command = command(ClassArchive.OURS, words);
    var builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    return builder;
  }

  /** The command of a run that uses, or makes, an archive of classes. */
  static List<String> command(ClassArchive classes, List<String> words) {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(classes.options());
    command.add("--enable-native-access=vow.linux");
    command.addAll(List.of("-p", classes.modulePath(), "-m", "vow.cli/vow.cli.Main"));
    command.addAll(words);
    return command;
  }
}
