package vow.agent.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import vow.model.Command;

/** Which program a command starts, and whether that can be started (execve(2)). */
public final class Programs {
  /** Where programs are looked for when nobody says otherwise. */
  public static final String PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

  private static final int START_BYTES = 256;

  /** What only a shell can do, outside of quotes. */
  private static final String SHELL = "|&;<>()$`\n*?[]{}~#!=%\\";

  private Programs() {}

  /**
   * The program and its arguments. Text that is a plain command becomes words, so that no shell
   * stands between vow and the program; other text is for the shell.
   */
  public static List<String> argv(Command command) {
    if (!command.shell()) {
      return command.argv();
    }
    return words(command.argv().getFirst()).orElseGet(command::toArgv);
  }

  /** The words of a plain command with quotes; empty for what needs a shell. */
  static Optional<List<String>> words(String text) {
    var words = new ArrayList<String>();
    var word = new StringBuilder();
    boolean open = false;
    char quote = 0;
    for (char c : text.strip().toCharArray()) {
      if (quote != 0) {
        if (c == quote) {
          quote = 0;
        } else if (quote == '"' && "$`\\".indexOf(c) >= 0) {
          return Optional.empty();
        } else {
          word.append(c);
        }
      } else if (c == '\'' || c == '"') {
        quote = c;
        open = true;
      } else if (c == ' ' || c == '\t') {
        if (open) {
          words.add(word.toString());
        }
        word.setLength(0);
        open = false;
      } else if (SHELL.indexOf(c) >= 0 && !(c == '=' && !words.isEmpty())) {
        return Optional.empty();
      } else {
        word.append(c);
        open = true;
      }
    }
    if (open) {
      words.add(word.toString());
    }
    return quote != 0 || words.isEmpty() ? Optional.empty() : Optional.of(words);
  }

  /** Where a program is. */
  public static Optional<Path> find(String program, Map<String, String> environment) {
    if (program.indexOf('/') >= 0) {
      return Optional.of(Path.of(program)).filter(Files::exists);
    }
    for (var folder : environment.getOrDefault("PATH", PATH).split(":", -1)) {
      var path = Path.of(folder.isEmpty() ? "/" : folder).resolve(program);
      if (Files.isExecutable(path) && !Files.isDirectory(path)) {
        return Optional.of(path);
      }
    }
    return Optional.empty();
  }

  /** Why a command cannot be started, as far as a look at its file tells. */
  public static Optional<String> problem(Command command, Map<String, String> environment) {
    var program = argv(command).getFirst();
    var found = find(program, environment);
    if (found.isEmpty()) {
      return Optional.of("there is no program " + program);
    }
    var file = found.get();
    if (Files.isDirectory(file)) {
      return Optional.of(program + " is a folder");
    }
    if (!Files.isExecutable(file)) {
      return Optional.of(program + " is not executable: chmod +x " + file);
    }
    return interpreterProblem(program, file);
  }

  private static Optional<String> interpreterProblem(String program, Path file) {
    var start = start(file);
    if (start.isEmpty() || start.startsWith("\u007fELF")) {
      return Optional.empty();
    }
    if (!start.startsWith("#!")) {
      return Optional.of(
          program + " is neither a program nor a script whose first line says what runs it (#!)");
    }
    var line = start.substring(2).lines().findFirst().orElse("").strip();
    var interpreter = line.split("[ \t]", 2)[0];
    return interpreter.isEmpty() || Files.isExecutable(Path.of(interpreter))
        ? Optional.empty()
        : Optional.of(program + " is run by " + interpreter + ", which is missing");
  }

  /**
   * The first bytes; empty when they cannot be read, which does not keep a program from running.
   */
  private static String start(Path file) {
    try (var in = Files.newInputStream(file)) {
      return new String(in.readNBytes(START_BYTES), StandardCharsets.ISO_8859_1);
    } catch (IOException _) {
      return "";
    }
  }
}
