package vow.language.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import vow.testkit.Golden;

class SyntaxErrorsTest {
  private static final Path SOURCES = Path.of("src/test/resources/syntax-errors");

  static Stream<String> sources() throws IOException {
    try (var files = Files.list(SOURCES)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".hcl"))
          .sorted()
          .toList()
          .stream();
    }
  }

  @ParameterizedTest
  @MethodSource("sources")
  void areToldAllAtOnce(String name) throws IOException {
    var diagnostics = new Diagnostics();

    Parser.parseFile(Source.of(name, Files.readAllBytes(SOURCES.resolve(name))), diagnostics);

    Golden.check("syntax-errors/" + name.replace(".hcl", ".txt"), DiagnosticText.of(diagnostics));
  }

  @Test
  void showOnlyPartOfALongLine() {
    var diagnostics = new Diagnostics();

    Parser.parseFile(
        Source.of("x", "a = \"" + "x".repeat(500) + "\" + * \"" + "y".repeat(500) + "\"\n"),
        diagnostics);

    Golden.check("syntax-errors/long-line.txt", DiagnosticText.of(diagnostics));
  }

  @Test
  void areCountedBeyondTheLimit() {
    var diagnostics = new Diagnostics();

    Parser.parseFile(Source.of("x", "a =\n".repeat(1000)), diagnostics);

    assertThat(diagnostics.sorted()).hasSize(Diagnostics.MAX_KEPT);
    assertThat(diagnostics.omitted()).isEqualTo(1999 - Diagnostics.MAX_KEPT);
    assertThat(diagnostics.toString()).endsWith("and " + diagnostics.omitted() + " more\n");
  }
}
