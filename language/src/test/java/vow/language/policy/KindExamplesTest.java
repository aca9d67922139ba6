package vow.language.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import vow.language.syntax.Source;
import vow.model.kind.Kinds;

/** What the reference shows of each kind is a policy that compiles. */
final class KindExamplesTest {
  static Stream<String> kinds() {
    return Kinds.all().keySet().stream();
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void compiles(String kind) {
    var example = Kinds.schema(kind).orElseThrow().example();
    var input =
        PolicyInput.of(List.of(Source.of("example.hcl", example))).with(FakeFacts.standard());

    var compiled = Policy.compile(input);

    assertThat(compiled.diagnostics().sorted()).isEmpty();
    assertThat(compiled.manifest().orElseThrow().promises().keySet())
        .anyMatch(id -> id.kind().equals(kind));
  }
}
