package vow.language.function;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import vow.language.value.Sensitivity;

/**
 * Cases of calls, one a line: {@code EXPRESSION -> EXPRESSION} when both have one value, and {@code
 * EXPRESSION !! TEXT} when it fails with a message that has the text in it. Lines that start with
 * {@code #} and empty ones are for readers.
 */
class FunctionCasesTest {
  private static final Path FOLDER = Path.of("src/test/resources/hcl/functions");
  private static final String RESULT = " -> ";
  private static final String ERROR = " !! ";

  static List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void everyCallIsAnsweredAsTheCasesSay(String file) throws IOException {
    var calculator = new Calculator(TestFiles.FILES);

    var wrong = new ArrayList<String>();
    for (var line : Files.readAllLines(FOLDER.resolve(file))) {
      if (!line.isBlank() && !line.startsWith("#")) {
        check(calculator, line, wrong);
      }
    }

    assertThat(String.join("\n", wrong)).isEmpty();
  }

  private static void check(Calculator calculator, String line, List<String> wrong) {
    var at = line.lastIndexOf(RESULT);
    var errorAt = line.lastIndexOf(ERROR);
    if (errorAt > at) {
      var result = calculator.evaluate(line.substring(0, errorAt));
      var text = result.diagnostics().toString();
      if (!result.diagnostics().hasErrors()
          || !text.contains(line.substring(errorAt + ERROR.length()))) {
        wrong.add(line + "\n    but: " + result.value() + " " + text);
      }
    } else if (at < 0) {
      wrong.add("neither a result nor an error: " + line);
    } else {
      var actual = calculator.evaluate(line.substring(0, at));
      var expected = calculator.value(line.substring(at + RESULT.length()));
      if (actual.diagnostics().hasErrors() || !actual.value().equals(expected)) {
        wrong.add(
            line
                + "\n    but: "
                + Sensitivity.shownDeep(actual.value())
                + " "
                + actual.diagnostics());
      }
    }
  }

  @Test
  void thereAreHundredsOfCases() throws IOException {
    var cases = 0;
    for (var file : files()) {
      cases +=
          (int)
              Files.readAllLines(FOLDER.resolve(file), StandardCharsets.UTF_8).stream()
                  .filter(line -> !line.isBlank() && !line.startsWith("#"))
                  .count();
    }
    assertThat(cases).isGreaterThan(1_500);
  }
}
