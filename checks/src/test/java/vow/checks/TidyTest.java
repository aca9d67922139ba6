package vow.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Holds {@link Tidy} against every source of the project, and against texts that break it. */
class TidyTest {
  private static final int SCRIPT_LINES_MAX = 120;
  private static final Set<String> SHARED_FOLDERS = Set.of("/", "/tmp", "/home", "/root", "/srv");

  @Test
  void everySourceIsTidy() throws IOException {
    var faults = new ArrayList<String>();
    for (var file : sources(".java")) {
      if (name(file).matches(".*/vow/checks/Tidy(Test)?\\.java")) {
        continue; // they quote what they look for
      }
      faults.addAll(Tidy.faults(name(file), Files.readString(file)));
    }

    assertThat(faults).isEmpty();
  }

  @Test
  void seesTheSourcesOfEveryModule() throws IOException {
    assertThat(sources("module-info.java").stream().map(TidyTest::name))
        .contains("model/src/main/java/module-info.java", "cli/src/main/java/module-info.java");
  }

  @Test
  void scriptsAreShort() throws IOException {
    for (var script :
        List.of(
            "vow",
            "test",
            "mvn25",
            "scripts/build.sh",
            "scripts/holder.sh",
            "scripts/jdk25.sh",
            "scripts/start.sh",
            "scripts/syscall.sh",
            "scripts/train.sh",
            "packaging/setup",
            "packaging/vow")) {
      assertThat(Files.readAllLines(top().resolve(script)))
          .as(script)
          .hasSizeLessThanOrEqualTo(SCRIPT_LINES_MAX);
    }
  }

  /** The folder that holds this clone is nobody else's business. */
  @Test
  void noFileNamesThisMachine() throws IOException {
    var machine = top().getParent().toString();
    if (SHARED_FOLDERS.contains(machine)) {
      return;
    }
    var naming = files().stream().filter(f -> read(f).contains(machine + "/")).map(TidyTest::name);

    assertThat(naming).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          class ThingManager {}                                       | name the thing
          class A { void f(int a, int b, int c, int d, int e, int f) {} } | more than 5
          class A { void f() { Thread . sleep(1); } }                 | don't sleep
          class A { // TODO later                                     | names its issue
          class A { @SuppressWarnings("x") int a; }                   | say why
          @Disabled class A {}                                        | is no test
          class A { int f(B b) { return switch (b) { case C c -> 1; default -> 2; }; } } | default
          class A { void f(B b) { switch (b) { case C(int c) -> {} default -> {} } } } | no default
          """)
  void reports(String source, String fault) {
    assertThat(Tidy.faults("A.java", source)).anySatisfy(f -> assertThat(f).contains(fault));
  }

  @Test
  void reportsWhatIsTooLong() {
    var body = "    call();\n".repeat(Tidy.METHOD_LINES_MAX);
    var method = "class A {\n  void f() {\n" + body + "  }\n}\n";
    var file = "\n".repeat(Tidy.FILE_LINES_MAX + 1);

    assertThat(Tidy.faults("A.java", method)).containsExactly("A.java:2: f has 72 lines: split it");
    assertThat(Tidy.faults("A.java", file)).singleElement().asString().contains("one idea");
  }

  @Test
  void reportsAModuleWithoutItsPurpose() {
    assertThat(Tidy.faults("a/module-info.java", "module a {}")).hasSize(2);
  }

  @Test
  void acceptsADefaultOverTypesOfTheJdk() {
    var source =
        "class A { int f(Object o) { return switch (o) { case String s -> 1; default -> 2; }; } }";

    assertThat(Tidy.faults("A.java", source)).isEmpty();
  }

  private static List<Path> sources(String suffix) throws IOException {
    return files().stream().filter(f -> f.toString().endsWith(suffix)).toList();
  }

  /** Regular files of the project, without what builds and editors make. */
  private static List<Path> files() throws IOException {
    try (var files = Files.walk(top())) {
      return files
          .filter(Files::isRegularFile)
          .filter(f -> !name(f).matches("(.*/)?(target|\\.git|\\.idea|\\.vscode)(/.*)?"))
          .sorted()
          .toList();
    }
  }

  private static String read(Path file) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      return ""; // not readable for us: then nothing that we publish
    }
  }

  private static String name(Path file) {
    return top().relativize(file).toString();
  }

  /** Tests run in their module's folder. */
  private static Path top() {
    return Path.of("").toAbsolutePath().getParent();
  }
}
