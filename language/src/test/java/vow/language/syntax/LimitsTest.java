package vow.language.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import vow.language.format.Formatter;

/**
 * What is too much ends in one clear error: never in an exhausted stack or heap, never in a hang.
 */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class LimitsTest {
  private static final int MANY = Integer.getInteger("bombs", 20_000);
  private static final int STACK_BYTES = 512 << 10;

  static Stream<Named<String>> bombs() {
    return Stream.of(
            "(",
            "[",
            "{",
            "{a=",
            "f(",
            "-",
            "!",
            "a ? ",
            "a[",
            "\"${",
            "\"%{ if x }",
            "<<A\n${",
            "<<A ",
            "b {\n",
            "b \"x\" ",
            "a + ",
            "a.b.",
            "a[*]",
            "a.*",
            "[for x in ",
            "{for x in ",
            "%{ if x }",
            "/*",
            "\\",
            "\"",
            "$",
            "${",
            "'",
            "é",
            "9",
            "a",
            "a=[\n",
            "a=\"\n",
            "::",
            "(\n",
            "\n",
            "\t",
            "a::",
            "1.",
            "\"\"",
            "a = {\na = ",
            "\"${\"\n",
            "a[0]",
            "-1+",
            "}\n")
        .map(piece -> Named.of(piece.replace("\n", "⏎") + " many times", piece.repeat(MANY)));
  }

  @ParameterizedTest
  @MethodSource("bombs")
  void standAgainstBombs(String bomb) throws InterruptedException {
    onASmallStack(() -> {
      for (var text : List.of(bomb, "a = " + bomb, "a = [\n" + bomb)) {
        var source = Source.of("bomb", text.substring(0, Math.min(text.length(), 4 << 20)));
        var diagnostics = new Diagnostics();
        Parser.parseFile(source, diagnostics);
        Parser.parseExpression(source, diagnostics);
        Parser.parseTemplate(source, diagnostics);
        Formatter.format(source, diagnostics);
        assertThat(DiagnosticText.of(diagnostics).length()).isLessThan(4 << 20);
      }
    });
  }

  @Test
  void allowNestingUpToTheLimit() throws InterruptedException {
    onASmallStack(() -> {
      var half = Limits.MAX_DEPTH - 2;
      assertThat(errors("a = " + "(".repeat(half) + "1" + ")".repeat(half))).isEmpty();
      assertThat(errors("a = " + "[".repeat(half) + "1" + "]".repeat(half))).isEmpty();
      assertThat(errors("a = " + "-".repeat(half) + "1")).isEmpty();
      assertThat(errors("a = 1" + " + 1".repeat(Limits.MAX_HEIGHT - 1))).isEmpty();
      assertThat(errors("a = b" + ".c".repeat(Limits.MAX_HEIGHT - 1))).isEmpty();
      assertThat(errors("a = " + "\"${".repeat(half) + "1" + "}\"".repeat(half))).isEmpty();
      assertThat(errors("b {\n".repeat(half) + "}\n".repeat(half))).isEmpty();
    });
  }

  @Test
  void tellOfNestingBeyondTheLimit() {
    var deep = 2 * Limits.MAX_HEIGHT;
    assertThat(errors("a = " + "(".repeat(deep) + "1" + ")".repeat(deep))).isEqualTo("too-deep");
    assertThat(errors("a = 1" + " + 1".repeat(deep))).isEqualTo("too-deep");
    assertThat(errors("a = b" + ".c".repeat(deep))).isEqualTo("too-deep");
    assertThat(errors("a = b" + "[*]".repeat(deep))).isEqualTo("too-deep");
    assertThat(errors("a = " + "b ? 1 : ".repeat(deep) + "2")).isEqualTo("too-deep");
    assertThat(errors("a = \"" + "%{ if b }".repeat(deep) + "%{ endif }".repeat(deep) + "\""))
        .isEqualTo("too-deep");
    assertThat(errors("b {\n".repeat(deep) + "}\n".repeat(deep))).startsWith("too-deep");
  }

  @Test
  void tellOfALargeSource() {
    assertThat(errors("#".repeat(Limits.MAX_SOURCE_BYTES))).isEmpty();
    assertThat(errors("#".repeat(Limits.MAX_SOURCE_BYTES + 1))).isEqualTo("source-too-large");
  }

  @Test
  void tellOfManyTokens() {
    var lines = (Limits.MAX_TOKENS - 3) / 4;

    assertThat(errors("b {}\n".repeat(lines))).isEmpty();
    assertThat(errors("b {}\n".repeat(lines + 1))).isEqualTo("too-many-tokens");
    assertThat(errors("a = <<A\n" + "x\n".repeat(Limits.MAX_TOKENS) + "A\n"))
        .isEqualTo("too-many-tokens");
  }

  @Test
  void tellOfALongNumber() {
    assertThat(errors("a = " + "9".repeat(Limits.MAX_NUMBER_DIGITS))).isEmpty();
    assertThat(errors("a = " + "9".repeat(Limits.MAX_NUMBER_DIGITS + 1)))
        .isEqualTo("number-too-large");
    assertThat(errors("a = 1e999999999")).isEqualTo("number-too-large");
  }

  private static String errors(String text) {
    var diagnostics = new Diagnostics();
    Parser.parseFile(Source.of("x.hcl", text), diagnostics);
    return diagnostics.sorted().stream().map(Diagnostic::code).collect(Collectors.joining(" "));
  }

  private static void onASmallStack(Runnable check) throws InterruptedException {
    var failure = new Throwable[1];
    var thread = new Thread(null, check, "small stack", STACK_BYTES);
    thread.setUncaughtExceptionHandler((_, thrown) -> failure[0] = thrown);
    thread.start();
    thread.join();
    assertThat(failure[0]).isNull();
  }
}
