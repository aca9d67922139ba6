package vow.language.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The page about syntax against the examples: each code is documented and has an example. */
class SyntaxDocsTest {
  private static final Path PAGE = Path.of("../docs/syntax.md");
  private static final Path GOLDEN = Path.of("src/test/resources/syntax-errors");
  private static final Pattern DOCUMENTED = Pattern.compile("`([a-z0-9]+(?:-[a-z0-9]+)+)`");
  private static final Pattern IN_CASES = Pattern.compile("(?:! |, )([a-z0-9-]+) \\d+:\\d+");
  private static final Pattern IN_GOLDEN = Pattern.compile("error\\[([a-z0-9-]+)]");

  @Test
  void everyCodeIsDocumentedAndHasAnExample() throws IOException {
    var shown = new TreeSet<String>();
    for (var file : SyntaxCorpusTest.files()) {
      collect(shown, IN_CASES, file);
    }
    try (var files = Files.list(GOLDEN)) {
      for (var file : files.filter(it -> it.toString().endsWith(".txt")).toList()) {
        collect(shown, IN_GOLDEN, file);
      }
    }
    shown.add("too-deep"); // both in LimitsTest
    shown.add("source-too-large");

    var documented = new TreeSet<String>();
    collect(documented, DOCUMENTED, PAGE);

    assertThat(documented).isEqualTo(shown);
  }

  private static void collect(Set<String> found, Pattern pattern, Path file) throws IOException {
    var matcher = pattern.matcher(Files.readString(file));
    while (matcher.find()) {
      found.add(matcher.group(1));
    }
  }
}
