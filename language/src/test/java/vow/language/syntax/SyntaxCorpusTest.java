package vow.language.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The facts that the public specification and the tests of the original implementation hold, as
 * inputs of our own, one a line: {@code input ⇒ tree}, or {@code input ⇒ ! code line:column} for
 * each error. {@code ⏎} is a line feed, {@code ␍} a carriage return, {@code ⇥} a tab.
 */
class SyntaxCorpusTest {
  private static final Path CORPUS = Path.of("src/test/resources/hcl");
  private static int passed;
  private static int run;

  record Case(Path file, int line, String input, String expected) {
    @Override
    public String toString() {
      return file.getFileName() + ":" + line + " " + input;
    }
  }

  static Stream<Named<Case>> cases() throws IOException {
    var cases = new ArrayList<Named<Case>>();
    for (var file : files()) {
      var number = 0;
      for (var line : Files.readAllLines(file)) {
        number++;
        if (!line.isBlank() && !line.startsWith("## ")) {
          var halves = line.split("⇒", 2);
          assertThat(halves).as(file + ":" + number).hasSize(2);
          var found = new Case(file, number, unescape(halves[0]), halves[1].strip());
          cases.add(Named.of(found.toString(), found));
        }
      }
    }
    return cases.stream();
  }

  static List<Path> files() throws IOException {
    try (var files = Files.list(CORPUS)) {
      return files.filter(file -> file.toString().endsWith(".cases")).sorted().toList();
    }
  }

  /** One space before the arrow belongs to the arrow. */
  private static String unescape(String written) {
    var input = written.endsWith(" ") ? written.substring(0, written.length() - 1) : written;
    return input.replace('⏎', '\n').replace('␍', '\r').replace('⇥', '\t');
  }

  @ParameterizedTest
  @MethodSource("cases")
  void readsAsSpecified(Case given) {
    run++;
    var diagnostics = new Diagnostics();
    var source = Source.of("corpus", given.input());

    var tree = tree(given, source, diagnostics);

    var found = diagnostics.isEmpty() ? tree : errors(diagnostics);
    assertThat(found).isEqualTo(given.expected());
    passed++;
  }

  private static String tree(Case given, Source source, Diagnostics diagnostics) {
    var kind = given.file().getFileName().toString().split("-", 2)[0];
    return switch (kind) {
      case "expression" -> Dump.of(Parser.parseExpression(source, diagnostics));
      case "template" -> Dump.of(Parser.parseTemplate(source, diagnostics));
      case "file" -> Dump.of(Parser.parseFile(source, diagnostics).body());
      default -> throw new AssertionError("unknown kind of corpus: " + given.file());
    };
  }

  private static String errors(Diagnostics diagnostics) {
    return diagnostics.sorted().stream()
        .map(error -> {
          var place = error.span().startPosition();
          return error.code() + " " + place.line() + ":" + place.column();
        })
        .collect(Collectors.joining(", ", "! ", ""));
  }

  @AfterAll
  static void tellTheShare() {
    System.out.printf(
        "syntax corpus: %d of %d cases pass (%.1f %%)%n", passed, run, 100.0 * passed / run);
  }
}
