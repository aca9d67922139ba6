package vow.language.eval;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Cases in files: an expression of one or more lines, then {@code => value} in {@link Notation} or
 * {@code =! codes} of the errors by place. Lines that start with {@code #} before an expression,
 * and empty ones, are for readers.
 */
final class Corpus {
  private static final Path FOLDER = Path.of("src/test/resources/hcl/eval");

  private Corpus() {}

  /**
   * One of them.
   *
   * @param expected with its mark, {@code =>} or {@code =!}
   */
  record Case(String place, String source, String expected) {
    boolean isTemplate() {
      return place.startsWith("template-files");
    }

    @Override
    public String toString() {
      return place + " " + source.strip();
    }
  }

  static Stream<Case> cases() {
    try (var files = Files.list(FOLDER)) {
      return files.sorted().flatMap(file -> cases(file).stream()).toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Case> cases(Path file) {
    var cases = new ArrayList<Case>();
    var source = new ArrayList<String>();
    var number = 0;
    try {
      for (var line : Files.readAllLines(file)) {
        number++;
        if (line.startsWith("=> ") || line.startsWith("=! ")) {
          cases.add(new Case(file.getFileName() + ":" + number, String.join("\n", source), line));
          source.clear();
        } else if (!source.isEmpty() || !(line.isBlank() || line.startsWith("#"))) {
          source.add(line);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (!source.isEmpty()) {
      throw new IllegalStateException(file + " ends without an expected value: " + source);
    }
    return cases;
  }
}
