package vow.agent.fact;

import static vow.language.value.BasicType.STRING;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import vow.agent.report.Refused;
import vow.language.value.Value;

/** What the operator says of this node, in STATE/facts.d: a file {@code tags}, others by name. */
final class Custom {
  private static final long FILE_BYTES_MAX = 1L << 20;

  private Custom() {}

  /** One tag a line; empty lines and comments are left out. */
  static Value tags(Sources sources) {
    var lines = read(sources.custom().resolve("tags")).orElse("").lines().map(String::strip);
    var tags = lines.filter(l -> !l.isEmpty() && !l.startsWith("#")).map(Value::text).toList();
    return Value.list(STRING, tags);
  }

  /** The text of a file there without the line end; null when there is none. */
  static Value fact(Sources sources, String name) {
    var file = sources.custom().resolve(name);
    var text = isName(name) ? read(file) : Optional.<String>empty();
    return text.<Value>map(t -> Value.text(t.stripTrailing())).orElse(new Value.Null(STRING));
  }

  static List<String> names(Sources sources) {
    return Hardware.names(sources.custom().toString()).stream()
        .filter(name -> isName(name) && !name.equals("tags"))
        .toList();
  }

  private static boolean isName(String name) {
    return name.matches("[A-Za-z_][A-Za-z0-9_-]{0,99}");
  }

  /** Empty when there is none; also, with a note, when it is not text of a sane size. */
  private static Optional<String> read(Path file) {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      if (Files.isRegularFile(file) && Files.size(file) <= FILE_BYTES_MAX) {
        return Optional.of(Files.readString(file));
      }
      note(file, "it is no file of at most 1 MiB");
    } catch (MalformedInputException _) {
      note(file, "it is not UTF-8 text");
    } catch (IOException e) {
      note(file, Refused.reason(e));
    }
    return Optional.empty();
  }

  private static void note(Path file, String why) {
    System.getLogger("vow")
        .log(System.Logger.Level.WARNING, "unable to read the fact " + file + ": " + why);
  }
}
