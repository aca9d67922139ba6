package vow.agent.absorb;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import vow.language.syntax.Diagnostics;
import vow.language.syntax.Expression;
import vow.language.syntax.Parser;
import vow.language.syntax.Source;

/** Whatever a file holds, its text in a policy means that text. */
class LiteralProperties {
  private static final List<String> PIECES =
      List.of("a", "é", "{", "}", "$", "%", "${", "%{", "\"", "\\", "\n", " ", "\t", "EOT", "\r");
  private static final int ROUNDS = 50;
  private static final int PIECES_MAX = 12;

  @ParameterizedTest
  @MethodSource("vow.testkit.Seeds#seeds")
  void meansTheText(long seed) {
    var random = new Random(seed);
    for (int i = 0; i < ROUNDS; i++) {
      var text =
          random
              .ints(random.nextInt(PIECES_MAX), 0, PIECES.size())
              .mapToObj(PIECES::get)
              .collect(Collectors.joining());

      assertThat(read(Literal.quoted(text))).isEqualTo(text);
      if (Literal.isLines(text)) {
        assertThat(read(Literal.heredoc(text, random.nextInt(3)))).isEqualTo(text);
      }
    }
  }

  private static String read(String value) {
    var diagnostics = new Diagnostics();
    var body = Parser.parseFile(Source.of("test", "a = " + value + "\n"), diagnostics).body();
    assertThat(diagnostics.hasErrors()).as(value).isFalse();
    var template = (Expression.Template) body.attribute("a").orElseThrow().value();
    return template.literal().orElseThrow(() -> new AssertionError(value));
  }
}
