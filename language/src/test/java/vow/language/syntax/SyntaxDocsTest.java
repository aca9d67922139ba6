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
    shown.add("too-deep"); // these in LimitsTest
    shown.add("too-many-tokens");
    shown.add("source-too-large");

    var documented = new TreeSet<String>();
    collect(documented, DOCUMENTED, PAGE);

    assertThat(documented).isEqualTo(shown);
  }

  @Test
  void theNumbersOfCasesAreThoseOfTheFiles() throws IOException {
    var page = Files.readString(PAGE);

    assertThat(page)
        .contains("| `hcl/*.cases` | " + count("hcl", ".cases", "(?!## ).*\\S.*") + " | 100 % |")
        .contains("| `hcl/eval` | " + count("hcl/eval", ".txt", "=[>!] .*") + " | 100 % |")
        .contains("| `hcl/functions` | " + count("hcl/functions", ".txt", "[^#].*") + " | 100 % |")
        .contains("| `format` | " + count("format", ".cases", "(?!## ).*\\S.*") + " | 100 % |");
  }

  private static long count(String folder, String ending, String line) throws IOException {
    var cases = 0L;
    try (var files = Files.list(Path.of("src/test/resources", folder))) {
      for (var file : files.filter(it -> it.toString().endsWith(ending)).toList()) {
        cases += Files.readAllLines(file).stream().filter(it -> it.matches(line)).count();
      }
    }
    return cases;
  }

  private static void collect(Set<String> found, Pattern pattern, Path file) throws IOException {
    var matcher = pattern.matcher(Files.readString(file));
    while (matcher.find()) {
      found.add(matcher.group(1));
    }
  }
}
