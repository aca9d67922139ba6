package vow.language.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ParserTest {
  @Test
  void keepsWhatItUnderstoodOfABrokenFile() {
    var file = parse("a = 1\nb = [1, +, 3]\nc {\n  d = (2\n  e = 3\n}\nf = \"x${\" \ng = 4\n");

    assertThat(Dump.of(file.body()))
        .isEqualTo("a = 1; b = [1, ?!, 3]; f = <\"x\" \" \">; g = 4; c {d = (2); e = 3}");
  }

  @Test
  void keepsTheFirstOfTwoAttributesWithOneName() {
    assertThat(Dump.of(parse("a = 1\na = 2\n").body())).isEqualTo("a = 1");
  }

  @Test
  void givesEveryNodeItsPlace() {
    var file = parse("a = b.c + 1\nd \"e\" {\n  f = g(h)\n}\n");

    var sum = (Expression.Binary) file.body().attributes().getFirst().value();
    assertThat(sum.span().text()).isEqualTo("b.c + 1");
    assertThat(sum.left().span().text()).isEqualTo("b.c");
    assertThat(sum.operatorSpan().text()).isEqualTo("+");
    var block = file.body().blocks().getFirst();
    assertThat(block.header().text()).isEqualTo("d \"e\"");
    assertThat(block.labels().getFirst().span().text()).isEqualTo("\"e\"");
    assertThat(block.body().attribute("f").orElseThrow().span().text()).isEqualTo("f = g(h)");
    assertThat(block.span().text()).endsWith("}");
  }

  @Test
  void makesTextCanonicalAndLeavesNamesAsWritten() {
    var decomposed = "e\u0301";

    var file = parse(decomposed + " = \"" + decomposed + "\"\n");

    var attribute = file.body().attributes().getFirst();
    assertThat(attribute.name()).isEqualTo(decomposed);
    assertThat(Dump.of(attribute.value())).isEqualTo("\"\u00e9\"");
  }

  @Test
  void knowsNames() {
    assertThat(Parser.isName("a-b_1")).isTrue();
    assertThat(Parser.isName("größe")).isTrue();
    assertThat(Parser.isName("")).isFalse();
    assertThat(Parser.isName("1a")).isFalse();
    assertThat(Parser.isName("a b")).isFalse();
  }

  private static File parse(String text) {
    return Parser.parseFile(Source.of("x.hcl", text), new Diagnostics());
  }
}
