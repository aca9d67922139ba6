package vow.language.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import vow.language.syntax.Diagnostics;
import vow.language.syntax.Source;

/**
 * Examples in {@code format.cases}, one a line: {@code before ⇒ after}, with {@code ⏎} for a line
 * feed, {@code ␍} for a carriage return and {@code ⇥} for a tab.
 */
class FormatterTest {
  private static final Path CASES = Path.of("src/test/resources/format/format.cases");

  static Stream<String> cases() throws IOException {
    return Files.readAllLines(CASES).stream()
        .filter(line -> !line.isBlank() && !line.startsWith("## "));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void bringsIntoStyleAndLeavesItThere(String example) {
    var halves = example.split(" ⇒", 2);
    var before = unescape(halves[0]);
    var after = unescape(halves[1].isEmpty() ? "" : halves[1].substring(1));

    assertThat(format(before)).isEqualTo(after);
    assertThat(format(after)).isEqualTo(after);
  }

  @Test
  void leavesABrokenSourceAloneAndSaysWhy() {
    var diagnostics = new Diagnostics();

    var formatted = Formatter.format(Source.of("x.hcl", "a=1\nb=\n"), diagnostics);

    assertThat(formatted).isEmpty();
    assertThat(diagnostics.errors()).isEqualTo(1);
  }

  private static String format(String text) {
    var diagnostics = new Diagnostics();
    var formatted = Formatter.format(Source.of("x.hcl", text), diagnostics);
    assertThat(diagnostics.isEmpty()).as(diagnostics.toString()).isTrue();
    return formatted.orElseThrow();
  }

  private static String unescape(String written) {
    return written.replace('⏎', '\n').replace('␍', '\r').replace('⇥', '\t');
  }
}
