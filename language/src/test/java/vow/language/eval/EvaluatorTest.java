package vow.language.eval;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import vow.language.syntax.Diagnostic;
import vow.language.syntax.Diagnostics;
import vow.language.syntax.Expression;
import vow.language.syntax.Parser;
import vow.language.syntax.Source;
import vow.language.value.BasicType;
import vow.language.value.Value;
import vow.language.value.Values;

class EvaluatorTest {
  private final Diagnostics diagnostics = new Diagnostics();

  @Test
  void suggestsTheNameThatWasProbablyMeant() {
    evaluate("{name = 1}.nam");
    evaluate("texxt");
    evaluate("uper(\"a\")");

    assertThat(diagnostics.sorted())
        .extracting(Diagnostic::suggestion)
        .containsExactlyInAnyOrder(Optional.of("name"), Optional.of("text"), Optional.of("upper"));
  }

  @Test
  void pointsAtThePartThatIsWrong() {
    evaluate("[1, 2 + true, obj.nothing, list[7]]");

    assertThat(diagnostics.sorted())
        .extracting(it -> it.span().text())
        .containsExactly("true", "nothing", "7");
  }

  @Test
  void neverShowsASensitiveValueInAMessage() {
    for (var source :
        List.of(
            "map[secret]",
            "obj[secret]",
            "list[secret_number]",
            "secret + 1",
            "!secret",
            "secret ? 1 : 2",
            "{for v in [1, 2]: secret => v}",
            "tonumber(secret)",
            "tonumbers([secret])",
            "upper([secret])",
            "text[secret]")) {
      evaluate(source);
    }

    assertThat(diagnostics.errors()).isGreaterThanOrEqualTo(11);
    assertThat(diagnostics.toString()).doesNotContain("s3cret").doesNotContain("7 ");
  }

  @Test
  void asksTheScopeForReferencesWithTheirSteps() {
    var asked = new ArrayList<String>();
    var scope = new Recording(asked);
    var expression =
        parse(
            "[node.os.name, node.cpu[0].x, node[a.b].c, [for node in [1]: node], "
                + "true ? 1 : node.arch, node.*.d]");

    new Evaluator(scope, diagnostics, new Budget()).evaluate(expression);

    assertThat(asked)
        .containsExactly("node.os.name", "node.cpu.0.x", "node", "a.b", "node.arch", "node");
    assertThat(References.of(expression)).extracting(EvaluatorTest::path).isEqualTo(asked);
  }

  @Test
  void convertsToATypeThatIsAskedFor() {
    var evaluator = new Evaluator(World.scope(), diagnostics, new Budget());

    assertThat(evaluator.evaluate(parse("5"), BasicType.STRING)).isEqualTo(Value.text("5"));
    assertThat(evaluator.evaluate(parse("[]"), BasicType.STRING)).isEqualTo(Values.UNKNOWN);
    assertThat(diagnostics.sorted()).extracting(Diagnostic::code).containsExactly("wrong-type");
  }

  @Test
  void writesAWholeFileAsJson() {
    var source =
        """
        b = 1 + 1
        a = toset(["y", "x"])
        kind "label" bare {
          inner {}
          c = {z = null, y = "${1e3}", x = 0.10}
        }
        kind {}
        """;
    var file = Parser.parseFile(Source.of("a.hcl", source), diagnostics);

    var evaluated = FileEval.evaluate(file.body(), World.functions(), diagnostics);

    assertThat(diagnostics.toString()).isEmpty();
    assertThat(EvalJson.of(evaluated))
        .isEqualTo(
            "{\"attributes\":{\"a\":[\"x\",\"y\"],\"b\":2},\"blocks\":["
                + "{\"type\":\"kind\",\"labels\":[\"label\",\"bare\"],\"body\":{\"attributes\":"
                + "{\"c\":{\"x\":0.1,\"y\":1000,\"z\":null}},\"blocks\":[{\"type\":\"inner\","
                + "\"labels\":[],\"body\":{\"attributes\":{},\"blocks\":[]}}]}},"
                + "{\"type\":\"kind\",\"labels\":[],\"body\":{\"attributes\":{},\"blocks\":[]}}]}");
  }

  @Test
  void reportsEveryReferenceInAPlainFile() {
    var file =
        Parser.parseFile(Source.of("a.hcl", "a = var.x\nb { c = [local.y, z] }\n"), diagnostics);

    FileEval.evaluate(file.body(), Map.of(), diagnostics);

    assertThat(diagnostics.sorted())
        .extracting(Diagnostic::code)
        .containsExactly("no-variables", "no-variables", "no-variables");
  }

  @Test
  void neverWritesSensitiveValuesAsJson() {
    var evaluator = new Evaluator(World.scope(), diagnostics, new Budget());

    assertThat(EvalJson.of(evaluator.evaluate(parse("[secret, secret_map, unknown]"))))
        .isEqualTo("[\"(sensitive)\",\"(sensitive)\",\"(unknown)\"]");
  }

  private Value evaluate(String source) {
    return new Evaluator(World.scope(), diagnostics, new Budget()).evaluate(parse(source));
  }

  private Expression parse(String source) {
    return Parser.parseExpression(Source.of("test.hcl", source), diagnostics);
  }

  private static String path(Reference reference) {
    var path = new StringBuilder(reference.root());
    reference.steps().forEach(step -> path.append('.').append(step.text()));
    return path.toString();
  }

  private record Recording(List<String> asked) implements Scope {
    @Override
    public Resolution resolve(Reference reference) {
      asked.add(path(reference));
      return new Found(Values.UNKNOWN, reference.steps().size());
    }

    @Override
    public Optional<Function> function(String name) {
      return Optional.empty();
    }

    @Override
    public Collection<String> functionNames() {
      return List.of();
    }
  }
}
