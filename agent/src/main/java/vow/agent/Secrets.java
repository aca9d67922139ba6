package vow.agent;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import vow.model.Manifest;

/**
 * Which files of a policy may hold a secret: those that speak of what is sensitive, and those in
 * which a line of a sensitive promise stands. Rather one too many.
 */
final class Secrets {
  private static final Pattern WORD = Pattern.compile("\\bsensitive\\b");

  /** Shorter lines are found everywhere. */
  private static final int LENGTH_MIN = 6;

  private final Set<String> lines = new HashSet<>();

  /** Those of a manifest. */
  Secrets(Manifest manifest) {
    for (var promise : manifest.promises().values()) {
      if (promise.meta().sensitive()) {
        promise.attributes().values().forEach(this::add);
      }
    }
  }

  private void add(@Nullable Object value) {
    switch (value) {
      case null -> {}
      case Map<?, ?> map -> map.values().forEach(this::add);
      case List<?> list -> list.forEach(this::add);
      case Object text ->
          text.toString()
              .lines()
              .map(String::strip)
              .filter(line -> line.length() >= LENGTH_MIN)
              .forEach(lines::add);
    }
  }

  /** Whether a file may hold one. */
  boolean mayBeIn(byte[] content) {
    var text = new String(content, UTF_8);
    return WORD.matcher(text).find() || lines.stream().anyMatch(text::contains);
  }
}
