package vow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import vow.testkit.Golden;

/** What is said about the verbs: everything in one place, complete, and current in docs. */
class HelpTest {
  /** Tests run in their module's folder. */
  private static final Path PAGES = Path.of("../docs/man");

  static Stream<VerbSpec> specs() {
    return Verbs.all().stream().map(Verb::spec);
  }

  @Test
  void listsEveryVerb() {
    Golden.check("help/overview.txt", HelpText.overview());
  }

  @Test
  void saysAllAboutAVerb() {
    Golden.check("help/fmt.txt", HelpText.of(new Fmt().spec()));
  }

  @ParameterizedTest
  @MethodSource("specs")
  void fitsATerminal(VerbSpec verb) {
    assertThat(HelpText.of(verb).lines()).allSatisfy(l -> assertThat(l).hasSizeLessThan(100));
  }

  @ParameterizedTest
  @MethodSource("specs")
  void everyVerbHasAnExampleThatParses(VerbSpec verb) throws UsageException {
    assertThat(verb.examples()).isNotEmpty();
    for (var example : verb.examples()) {
      var words = Stream.of(example.command().split(" +", -1)).takeWhile(w -> !w.matches("[>|]"));
      var list = words.map(w -> w.replace("'", "")).toList();

      assertThat(list).startsWith("vow", verb.name());
      assertThat(CommandLine.afterVerb(verb, list.subList(2, list.size()))).isNotNull();
    }
  }

  @Test
  void noTwoVerbsShareAName() {
    assertThat(Verbs.names()).doesNotHaveDuplicates();
    assertThat(specs().map(VerbSpec::name)).isEqualTo(Verbs.names());
  }

  @ParameterizedTest
  @MethodSource("specs")
  void noTwoOptionsOfAVerbShareAName(VerbSpec verb) {
    var names = new HashSet<String>();
    for (var option :
        Stream.concat(verb.options().stream(), CommandLine.GLOBAL.stream()).toList()) {
      assertThat(names.add(option.name())).as(option.name()).isTrue();
      assertThat(option.letter().isEmpty() || names.add(option.letter())).isTrue();
    }
  }

  @Test
  void theManualPagesAreCurrent() throws IOException {
    if ("update".equals(System.getProperty("golden"))) {
      Files.createDirectories(PAGES);
      for (var page : ManPage.all().entrySet()) {
        Files.writeString(PAGES.resolve(page.getKey()), page.getValue());
      }
    }
    try (var files = Files.list(PAGES)) {
      assertThat(files.map(f -> f.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(ManPage.all().keySet());
    }
    for (var page : ManPage.all().entrySet()) {
      assertThat(Files.readString(PAGES.resolve(page.getKey())))
          .as("rewrite with: ./vow man docs/man")
          .isEqualTo(page.getValue());
    }
  }
}
