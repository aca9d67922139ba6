package vow.language.policy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import vow.language.function.FunctionFiles;
import vow.language.syntax.DiagnosticText;
import vow.language.syntax.Source;

/** What holds for every policy. */
class PolicyProperties {
  private static final Path ERRORS = Path.of("src/test/resources/policy/errors");
  private static final int MUTATIONS = 6;

  @ParameterizedTest
  @MethodSource("vow.testkit.Seeds#seeds")
  void orderNeverMatters(long seed) {
    var policy = new RandomPolicy(seed);
    var plain = compile(List.of(Source.of("a.hcl", policy.text())));
    var shuffled = compile(policy.shuffled());

    assertThat(plain.diagnostics().sorted()).as(policy.text()).isEmpty();
    assertThat(shuffled.diagnostics().sorted()).isEmpty();
    assertThat(shuffled.manifest().orElseThrow().hash())
        .as(policy.text())
        .isEqualTo(plain.manifest().orElseThrow().hash());
    assertThat(shuffled.facts()).isEqualTo(plain.facts());
  }

  @ParameterizedTest
  @MethodSource("vow.testkit.Seeds#seeds")
  void compilingTwiceGivesTheSame(long seed) {
    var sources = List.of(Source.of("a.hcl", new RandomPolicy(seed).text()));

    assertThat(compile(sources).manifest()).isEqualTo(compile(sources).manifest());
  }

  @ParameterizedTest
  @MethodSource("vow.testkit.Seeds#seeds")
  void whatCompilesIsFineToCheck(long seed) {
    var input =
        PolicyInput.of(List.of(Source.of("a.hcl", new RandomPolicy(seed).text())))
            .with(FakeFacts.standard())
            .with(PolicyInput.Mode.CHECK);

    assertThat(Policy.compile(input).diagnostics().sorted()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("vow.testkit.Seeds#seeds")
  void anyBytesGiveAManifestOrErrors(long seed) throws Exception {
    var random = new Random(seed);
    var sources = new ArrayList<Source>();
    for (var text : corpus(random)) {
      sources.add(Source.of("m" + sources.size() + ".hcl", mutated(text, random)));
    }

    for (var mode : PolicyInput.Mode.values()) {
      var files = FunctionFiles.in("/etc/vow", java.util.Map.of());
      var facts = FakeFacts.standard();
      var compiled =
          Policy.compile(
              new PolicyInput(sources, List.of(), facts, files, SecretSource.closed(), mode));

      assertThat(DiagnosticText.of(compiled.diagnostics())).isNotNull();
      if (mode == PolicyInput.Mode.REAL) {
        assertThat(compiled.manifest().isPresent()).isEqualTo(!compiled.diagnostics().hasErrors());
      }
    }
  }

  private static Compiled compile(List<Source> sources) {
    return Policy.compile(PolicyInput.of(sources).with(FakeFacts.standard()));
  }

  private static List<String> corpus(Random random) throws Exception {
    var names = GoldenErrorsTest.names();
    var name = names.get(random.nextInt(names.size()));
    var text = Files.readString(ERRORS.resolve(name + ".hcl"));
    return List.of(text, new RandomPolicy(random.nextLong()).text());
  }

  /** Pieces of the text doubled, dropped, moved, or replaced by bytes that mean something. */
  private static byte[] mutated(String text, Random random) {
    var bytes = text.getBytes(UTF_8);
    int count = 1 + random.nextInt(MUTATIONS);
    for (int i = 0; i < count && bytes.length > 0; i++) {
      int from = random.nextInt(bytes.length);
      int to = Math.min(bytes.length, from + random.nextInt(30));
      bytes =
          switch (random.nextInt(3)) {
            case 0 -> spliced(bytes, from, to, new byte[0]);
            case 1 -> spliced(bytes, from, from, piece(text, random));
            default -> spliced(bytes, from, to, piece(text, random));
          };
    }
    return bytes;
  }

  private static byte[] piece(String text, Random random) {
    var words =
        List.of(
            "self.",
            "each.key",
            "for_each = {}",
            "null",
            "\"",
            "${",
            "}",
            "[",
            "when = ",
            "\n",
            "node.os",
            "local.a",
            "try(",
            "file.",
            "module.x",
            "sensitive(",
            "*",
            "[*]",
            "\0",
            "é");
    if (random.nextBoolean()) {
      return words.get(random.nextInt(words.size())).getBytes(UTF_8);
    }
    int from = random.nextInt(text.length());
    return text.substring(from, Math.min(text.length(), from + random.nextInt(60))).getBytes(UTF_8);
  }

  private static byte[] spliced(byte[] bytes, int from, int to, byte[] piece) {
    var result = new byte[bytes.length - (to - from) + piece.length];
    System.arraycopy(bytes, 0, result, 0, from);
    System.arraycopy(piece, 0, result, from, piece.length);
    System.arraycopy(bytes, to, result, from + piece.length, bytes.length - to);
    return result;
  }
}
