package vow.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static vow.cli.RunningAgent.object;

import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every field of what is wrong with a policy, from every verb that reads one. */
class DiagnosticShapesTest {
  /** The second line begins with a comment: what a reader sees as two characters is six bytes. */
  private static final String POLICY =
      """
      file "/etc/motd" {
        /* e\u0301\u4e2d */ contents = "hello"
      }
      file "/etc/motd" {
      }
      """;

  private static final String PLACE = "line:count column:count byte:count";
  private static final Shape DIAGNOSTIC =
      Shape.of(
          "severity:error|warning code:text message:text expected:text? suggestion:text?"
              + " file:text end:object related:list "
              + PLACE);

  @TempDir Path folder;

  @BeforeEach
  void write() throws Exception {
    Files.writeString(folder.resolve("p.hcl"), POLICY);
  }

  @Test
  void areTheSameFromEveryVerbThatReadsAPolicy() {
    var check = run("check", "p.hcl");

    for (var diagnostic : diagnostics(check)) {
      assertThat(String.valueOf(diagnostic.get("code"))).matches("[a-z]+(-[a-z]+)*");
      assertThat(diagnostic).containsEntry("file", "p.hcl");
    }
    assertThat(run("plan", "p.hcl", "--root", "tree")).isEqualTo(check);
    assertThat(run("keep", "p.hcl", "--once", "--root", "tree").lines()).contains(check.strip());
    assertThat(folder.resolve("tree/etc")).doesNotExist();
  }

  @Test
  void sayWhereToAReaderAndToAProgram() {
    var unknown = by(diagnostics(run("check", "p.hcl")), "unknown-attribute");

    assertThat(unknown)
        .containsEntry("suggestion", "content")
        .containsEntry("line", BigDecimal.TWO)
        .containsEntry("column", BigDecimal.valueOf(12))
        .containsEntry("byte", BigDecimal.valueOf(19 + 15));
    assertThat(Shape.of(PLACE).check(unknown.get("end")))
        .containsEntry("line", BigDecimal.TWO)
        .containsEntry("column", BigDecimal.valueOf(20))
        .containsEntry("byte", BigDecimal.valueOf(19 + 23));
  }

  @Test
  void relateTheOtherPlace() throws Exception {
    Files.writeString(folder.resolve("p.hcl"), "file \"/a\" {\n}\nfile \"/a\" {\n}\n");

    var twice = diagnostics(run("check", "p.hcl")).getLast();
    var related = Shape.of("message:text file:text end:object " + PLACE);

    assertThat(twice).containsEntry("line", BigDecimal.valueOf(3));
    assertThat(related.checkEach(twice.get("related")))
        .singleElement()
        .satisfies(r -> assertThat(r.get("line")).isEqualTo(BigDecimal.ONE));
  }

  @Test
  void valuesAreNumbersInFullAndSetsSorted() throws Exception {
    Files.writeString(
        folder.resolve("v.hcl"),
        """
        big    = 123456789012345678901234567890.5
        small  = 0.00000000000000000001
        sorted = toset(["b", "a", "b"])
        none   = null
        nested = { b = [1, { a = true }] }
        locals {
          x = 1
        }
        """);

    var out = Vow.in(folder).run("eval", "v.hcl", "--json").exits(0).out();

    assertThat(out)
        .isEqualTo(
            "{\"attributes\":{\"big\":123456789012345678901234567890.5,"
                + "\"nested\":{\"b\":[1,{\"a\":true}]},\"none\":null,"
                + "\"small\":0.00000000000000000001,\"sorted\":[\"a\",\"b\"]},"
                + "\"blocks\":[{\"type\":\"locals\",\"labels\":[],"
                + "\"body\":{\"attributes\":{\"x\":1},\"blocks\":[]}}]}\n");
  }

  private String run(String... words) {
    var all = new java.util.ArrayList<>(List.of(words));
    all.add("--json");
    return Vow.in(folder).run(all.toArray(String[]::new)).exits(1).out();
  }

  private static List<Map<String, @Nullable Object>> diagnostics(String out) {
    return DIAGNOSTIC.checkEach(object(out).get("diagnostics"));
  }

  private static Map<String, @Nullable Object> by(
      List<Map<String, @Nullable Object>> all, String code) {
    return all.stream().filter(d -> code.equals(d.get("code"))).findFirst().orElseThrow();
  }
}
