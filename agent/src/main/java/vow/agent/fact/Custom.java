package vow.agent.fact;

import static vow.language.value.BasicType.STRING;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import vow.language.value.Value;

/** What the operator says of this node, in STATE/facts.d: a file {@code tags}, others by name. */
final class Custom {
  private static final long FILE_BYTES_MAX = 1L << 20;

  private Custom() {}

  /** One tag a line; empty lines and comments are left out. */
  static Value tags(Sources sources) {
    var lines = read(sources.custom().resolve("tags")).lines().map(String::strip);
    var tags = lines.filter(l -> !l.isEmpty() && !l.startsWith("#")).map(Value::text).toList();
    return Value.list(STRING, tags);
  }

  /** The text of a file there without the line end; null when there is none. */
  static Value fact(Sources sources, String name) {
    var file = sources.custom().resolve(name);
    return isName(name) && Files.isRegularFile(file)
        ? Value.text(read(file).stripTrailing())
        : new Value.Null(STRING);
  }

  static List<String> names(Sources sources) {
    return Hardware.names(sources.custom().toString()).stream()
        .filter(name -> isName(name) && !name.equals("tags"))
        .toList();
  }

  private static boolean isName(String name) {
    return name.matches("[A-Za-z_][A-Za-z0-9_-]{0,99}");
  }

  private static String read(Path file) {
    try {
      return Files.isRegularFile(file) && Files.size(file) <= FILE_BYTES_MAX
          ? Files.readString(file)
          : "";
    } catch (IOException _) { // unreadable or not text: as if it were not there
      return "";
    }
  }
}
