package vow.language.eval;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import vow.language.syntax.Diagnostic;
import vow.language.syntax.Diagnostics;
import vow.language.syntax.Parser;
import vow.language.syntax.Source;

class EvaluatorCorpusTest {
  private static final int MIN_CASES = 750;

  static Stream<Corpus.Case> cases() {
    return Corpus.cases();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void evaluatesAsTheReferenceDoes(Corpus.Case example) {
    assertThat(outcome(example)).as(example.source()).isEqualTo(example.expected());
  }

  @Test
  void reportsTheShareThatPasses() {
    var cases = Corpus.cases().toList();

    var passed = cases.stream().filter(it -> outcome(it).equals(it.expected())).count();

    System.out.println("hcl/eval: " + passed + " of " + cases.size() + " cases pass");
    assertThat(cases).hasSizeGreaterThan(MIN_CASES);
  }

  private static String outcome(Corpus.Case example) {
    var diagnostics = new Diagnostics();
    var source = Source.of("case.hcl", example.source() + (example.isTemplate() ? "" : "\n"));
    var expression =
        example.isTemplate()
            ? Parser.parseTemplate(source, diagnostics)
            : Parser.parseExpression(source, diagnostics);
    var value = new Evaluator(World.scope(), diagnostics, new Budget()).evaluate(expression);
    return diagnostics.hasErrors()
        ? "=! "
            + diagnostics.sorted().stream().map(Diagnostic::code).collect(Collectors.joining(" "))
        : "=> " + Notation.of(value);
  }
}
