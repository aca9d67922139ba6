package vow.agent.keeper;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import vow.agent.run.Run;
import vow.linux.FileType;
import vow.model.Command;
import vow.model.Condition;

/** One look at a condition: why it does not hold, or nothing. */
public final class Look {
  private static final Duration ANSWER_MAX = Duration.ofSeconds(5);
  private static final Duration COMMAND_MAX = Duration.ofMinutes(1);
  private static final int BODY_BYTES_MAX = 1 << 20;
  private static final int FILE_BYTES_MAX = 16 << 20;

  /** How much of a process's name the kernel keeps (TASK_COMM_LEN). */
  private static final int PROCESS_NAME_MAX = 15;

  private Look() {}

  /** Why it does not hold, or nothing. */
  public static Optional<String> at(Condition condition, Site site) {
    return switch (condition) {
      case Condition.AtPort port -> port(port, site);
      case Condition.AtUrl url -> url(url, site);
      case Condition.AtPath path -> path(path, site);
      case Condition.Running running -> running(running.process());
      case Condition.Succeeding succeeding -> command(succeeding.command(), site);
    };
  }

  private static Optional<String> port(Condition.AtPort wanted, Site site) {
    try (var socket = new Socket()) {
      socket.connect(
          new InetSocketAddress(wanted.host(), wanted.port()), milliseconds(ANSWER_MAX, site));
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(
          "nothing answers at %s port %d: %s"
              .formatted(wanted.host(), wanted.port(), Download.why(e)));
    }
  }

  private static Optional<String> url(Condition.AtUrl wanted, Site site) {
    try {
      var connection = (HttpURLConnection) wanted.url().toURL().openConnection();
      try {
        connection.setConnectTimeout(milliseconds(ANSWER_MAX, site));
        connection.setReadTimeout(milliseconds(ANSWER_MAX, site));
        connection.setUseCaches(false);
        int status = connection.getResponseCode();
        if (status != wanted.status()) {
          return Optional.of(
              "%s answers with %d instead of %d".formatted(wanted.url(), status, wanted.status()));
        }
        return wanted.match().isEmpty()
            ? Optional.empty()
            : match(wanted.match().get(), body(connection), wanted.url().toString());
      } finally {
        connection.disconnect();
      }
    } catch (IOException e) {
      return Optional.of("%s does not answer: %s".formatted(wanted.url(), Download.why(e)));
    }
  }

  private static String body(HttpURLConnection connection) throws IOException {
    var error = connection.getErrorStream();
    try (var in = error == null ? connection.getInputStream() : error) {
      return new String(in.readNBytes(BODY_BYTES_MAX), StandardCharsets.UTF_8);
    }
  }

  private static Optional<String> path(Condition.AtPath wanted, Site site) {
    var found = site.tree().stat(wanted.path());
    if (found.isEmpty()) {
      return Optional.of(wanted.path() + " is missing");
    }
    if (wanted.match().isEmpty()) {
      return Optional.empty();
    }
    if (found.get().type() != FileType.FILE) {
      return Optional.of(wanted.path() + " is " + Types.text(found.get().type()));
    }
    try (var file = site.tree().readItself(wanted.path())) {
      var text = new String(file.readAll(FILE_BYTES_MAX), StandardCharsets.UTF_8);
      return match(wanted.match().get(), text, wanted.path());
    }
  }

  private static Optional<String> match(String pattern, String text, String where) {
    var finder = new Finder(pattern);
    if (finder.first(text.lines().toList()) >= 0) {
      return Optional.empty();
    }
    return Optional.of(
        finder.exhausted()
            ? "the expression of match takes too long on " + where
            : "no line of " + where + " has \"" + pattern + "\"");
  }

  private static Optional<String> running(String process) {
    try (var processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
      for (var folder : processes) {
        if (is(folder, process)) {
          return Optional.empty();
        }
      }
      return Optional.of("no process " + process + " is running");
    } catch (IOException e) {
      return Optional.of("unable to look at the processes: " + Download.why(e));
    }
  }

  private static boolean is(Path folder, String process) {
    try {
      if (process.startsWith("/")) {
        return Files.readSymbolicLink(folder.resolve("exe")).toString().equals(process);
      }
      var name = Files.readString(folder.resolve("comm")).strip();
      return name.equals(process.substring(0, Math.min(PROCESS_NAME_MAX, process.length())));
    } catch (IOException _) {
      return false; // it has ended meanwhile, or is not ours to look at
    }
  }

  private static Optional<String> command(Command command, Site site) {
    var left = site.attempt().left();
    var timeout = left.compareTo(COMMAND_MAX) < 0 ? left : COMMAND_MAX;
    var ended = site.runner().run(Run.of(command.toArgv(), timeout));
    var told = site.attempt().sensitive() ? ended.withoutOutput() : ended;
    return ended.succeeded()
        ? Optional.empty()
        : Optional.of("`" + command.text() + "` " + told.text());
  }

  private static int milliseconds(Duration most, Site site) {
    return (int) Math.max(1, Math.min(most.toMillis(), site.attempt().left().toMillis()));
  }
}
