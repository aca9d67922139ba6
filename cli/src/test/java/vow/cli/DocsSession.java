package vow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * Runs the lines that a page shows after a prompt, in order, in one folder. A line that starts with
 * {@code vow} is this build's; one that ends in {@code &} stays, as an agent does, until {@code
 * kill %1}; {@code # exit 2} at the end says which exit code is right when it is not 0.
 */
final class DocsSession implements AutoCloseable {
  /** The tree that pages keep; here, one below the folder. */
  private static final String SHOWN_ROOT = "/tmp/tour";

  private static final long LIMIT_SECONDS = 60;
  private static final Pattern EXIT = Pattern.compile("\\s+# exit (\\d+)$");

  private final Path folder;

  /** Where the shell finds {@code vow}. */
  private final Path programs;

  private Optional<Process> agent = Optional.empty();
  private int commands;

  DocsSession(Path folder) {
    this.folder = folder;
    programs = folder.resolve(".programs");
  }

  /** How many lines were run. */
  int commands() {
    return commands;
  }

  void run(String prompt) {
    commands++;
    var line = prompt.substring(2).replace(SHOWN_ROOT, folder.resolve("tour").toString());
    var exit = EXIT.matcher(line);
    int code = exit.find() ? Integer.parseInt(exit.group(1)) : 0;
    var words = List.of(EXIT.matcher(line).replaceFirst("").split(" ", -1));
    try {
      if (line.equals("kill %1")) {
        end();
      } else if (line.endsWith(" &")) {
        stay(words.subList(1, words.size() - 1));
      } else if (words.getFirst().equals("vow") && !line.contains(" > ")) {
        Vow.in(folder).run(words.subList(1, words.size()).toArray(String[]::new)).exits(code);
      } else {
        assertThat(exit(shell(EXIT.matcher(line).replaceFirst("")))).as(line).isEqualTo(code);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Until it says that it watches. */
  private void stay(List<String> words) throws IOException {
    var started = Vow.in(folder).builder(words).redirectErrorStream(true).start();
    agent = Optional.of(started);
    var seen = new ArrayList<String>();
    var out = started.inputReader();
    for (var line = out.readLine(); line != null; line = out.readLine()) {
      seen.add(line);
      if (line.startsWith("watching ")) {
        return;
      }
    }
    throw new AssertionError("it ended: " + String.join("\n", seen));
  }

  private void end() {
    var ended = agent.orElseThrow();
    ended.destroy();
    assertThat(exit(ended)).isZero();
    agent = Optional.empty();
  }

  /** In a shell that finds this build's {@code vow}. */
  private Process shell(String line) throws IOException {
    var program = programs.resolve("vow");
    if (!Files.exists(program)) {
      var words = Vow.in(folder).builder(List.of()).command();
      Files.createDirectories(programs);
      Files.writeString(program, "#!/bin/sh\nexec '" + String.join("' '", words) + "' \"$@\"\n");
      Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
    }
    var builder =
        new ProcessBuilder("/bin/sh", "-c", line)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD);
    builder.environment().merge("PATH", programs.toString(), (path, first) -> first + ":" + path);
    return builder.start();
  }

  private static int exit(Process process) {
    try {
      assertThat(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
      return process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    agent.ifPresent(Process::destroyForcibly);
  }
}
