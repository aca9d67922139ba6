package vow.language.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import vow.testkit.Golden;

/** Policies with several errors each, and what users are told about them. */
class GoldenErrorsTest {
  private static final Path FOLDER = Path.of("src/test/resources/policy/errors");
  private static final Pattern CODE = Pattern.compile("(?m)error\\[([a-z-]+)]");

  /** Limits, whose examples would be too long, and what is not written in a policy file. */
  private static final Set<Code> WITHOUT_EXAMPLE =
      EnumSet.of(
          Code.TOO_MANY_EDGES,
          Code.TOO_MANY_MODULES,
          Code.TOO_MANY_PROMISES,
          Code.UNDECLARED_VARIABLE,
          Code.NOT_KNOWN,
          Code.INVALID_SIZE,
          Code.SENSITIVE_IN_PATH);

  static List<String> names() throws IOException {
    try (var files = Files.list(FOLDER)) {
      return files
          .map(path -> path.getFileName().toString())
          .filter(name -> name.endsWith(".hcl"))
          .map(name -> name.substring(0, name.length() - ".hcl".length()))
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void usersAreToldAllAtOnce(String name) throws IOException {
    var policy = new Policies().and(name + ".hcl", Files.readString(FOLDER.resolve(name + ".hcl")));
    files(policy);

    var told = policy.errors();
    Golden.check("policy/errors/" + name + ".txt", told);
    assertThat(CODE.matcher(told).results()).as("several in one policy").hasSizeGreaterThan(4);
  }

  private static void files(Policies policy) throws IOException {
    var folder = FOLDER.resolve("files");
    try (var files = Files.walk(folder)) {
      for (var file : files.filter(Files::isRegularFile).toList()) {
        policy.file(folder.relativize(file).toString(), Files.readString(file));
      }
    }
  }

  @Test
  void everyCodeHasAnExample() throws IOException {
    var shown = new TreeSet<String>();
    for (var name : names()) {
      var matcher = CODE.matcher(Files.readString(FOLDER.resolve(name + ".txt")));
      while (matcher.find()) {
        shown.add(matcher.group(1));
      }
    }
    var wanted =
        Arrays.stream(Code.values())
            .filter(code -> !WITHOUT_EXAMPLE.contains(code))
            .map(Code::word)
            .collect(Collectors.toSet());

    assertThat(shown).containsAll(wanted).hasSizeGreaterThanOrEqualTo(40);
  }

  @Test
  void everyCodeSaysWhatItStandsFor() {
    for (var code : Code.values()) {
      assertThat(code.doc()).as(code.word()).endsWith(".").doesNotContain("\n");
      assertThat(code.word()).matches("[a-z]+(-[a-z]+)*");
    }
  }
}
