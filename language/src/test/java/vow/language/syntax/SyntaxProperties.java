package vow.language.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import vow.language.format.Formatter;

/**
 * What holds for every source, however broken. Each seed mutates {@link #SOURCES_PER_SEED} sources;
 * {@code -Dseeds=N} gives more.
 */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class SyntaxProperties {
  private static final int SOURCES_PER_SEED = 50;
  private static final Inputs INPUTS = Inputs.all();

  @ParameterizedTest
  @MethodSource("vow.testkit.Seeds#seeds")
  void holdForMutatedSources(long seed) {
    var random = new Random(seed);
    for (var i = 0; i < SOURCES_PER_SEED; i++) {
      check(Source.of("fuzz", INPUTS.mutated(random)));
    }
  }

  @ParameterizedTest
  @MethodSource("corpus")
  void holdForTheCorpus(byte[] source) {
    check(Source.of("corpus", source));
  }

  static List<byte[]> corpus() {
    return INPUTS.corpus();
  }

  private static void check(Source source) {
    tokensAndSpacesAreTheWholeSource(source);
    errorsCanBeTold(source);
    nodesLieInsideTheirParents(source);
    formattingChangesOnlySpaces(source);
  }

  private static void tokensAndSpacesAreTheWholeSource(Source source) {
    for (var tokens : List.of(Scanner.scan(source), Scanner.scanTemplate(source))) {
      var end = 0;
      for (var token = 0; token < tokens.count(); token++) {
        assertThat(source.text(end, tokens.start(token))).containsPattern("^[ \t]*$");
        end = tokens.end(token);
      }
      assertThat(end).isEqualTo(source.length());
      assertThat(tokens.kind(tokens.count() - 1)).isEqualTo(TokenKind.END);
    }
  }

  private static void errorsCanBeTold(Source source) {
    var diagnostics = new Diagnostics();

    Parser.parseFile(source, diagnostics);
    Parser.parseExpression(source, diagnostics);
    Parser.parseTemplate(source, diagnostics);

    for (var error : diagnostics.sorted()) {
      assertThat(error.code()).matches("[a-z0-9]+(-[a-z0-9]+)*");
      assertThat(error.message()).isNotBlank().doesNotEndWith(".");
      assertThat(error.expected()).isPresent();
    }
    assertThat(DiagnosticText.of(diagnostics).isEmpty()).isEqualTo(diagnostics.isEmpty());
  }

  private static void nodesLieInsideTheirParents(Source source) {
    var diagnostics = new Diagnostics();
    var file = Parser.parseFile(source, diagnostics);
    if (!diagnostics.hasErrors()) {
      for (var attribute : attributes(file.body())) {
        checkInside(attribute.value(), attribute.span());
        assertThat(inside(attribute.nameSpan(), attribute.span())).isTrue();
      }
    }
  }

  private static List<Attribute> attributes(Body body) {
    var found = new ArrayList<>(body.attributes());
    for (var block : body.blocks()) {
      assertThat(inside(block.header(), block.span())).isTrue();
      assertThat(inside(block.body().span(), block.span())).isTrue();
      found.addAll(attributes(block.body()));
    }
    return found;
  }

  private static void checkInside(Expression expression, Span parent) {
    assertThat(inside(expression.span(), parent)).as(Dump.of(expression)).isTrue();
    for (var inner : Subexpressions.of(expression)) {
      checkInside(inner, expression.span());
    }
  }

  private static boolean inside(Span inner, Span outer) {
    return inner.start() >= outer.start() && inner.end() <= outer.end();
  }

  private static void formattingChangesOnlySpaces(Source source) {
    var diagnostics = new Diagnostics();
    var once = Formatter.format(source, diagnostics);
    assertThat(once.isEmpty()).isEqualTo(diagnostics.hasErrors());
    if (once.isPresent()) {
      var formatted = Source.of("formatted", once.get());
      assertThat(Formatter.format(formatted, new Diagnostics())).isEqualTo(once);
      assertThat(tokens(formatted)).isEqualTo(tokens(source));
      assertThat(Dump.of(Parser.parseFile(formatted, new Diagnostics()).body()))
          .isEqualTo(Dump.of(Parser.parseFile(source, new Diagnostics()).body()));
    }
  }

  private static List<String> tokens(Source source) {
    var tokens = Scanner.scan(source);
    var texts = new ArrayList<String>();
    for (var token = 0; token < tokens.count(); token++) {
      texts.add(tokens.kind(token) + " " + tokens.text(token));
    }
    return texts;
  }
}
