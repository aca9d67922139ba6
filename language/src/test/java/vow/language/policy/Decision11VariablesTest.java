package vow.language.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import vow.language.syntax.Source;

/** INTERFACES.md, section 4, decision 11. */
class Decision11VariablesTest {
  private static final String POLICY =
      "variable \"x\" { default = \"default\" }\nfile \"/a\" { content = var.x }";

  @Test
  void theLastOneWins() {
    var file = new Given.VarFile(Source.of("v.hcl", "x = \"file\""));
    var later = new Given.VarFile(Source.of("w.hcl", "x = \"later\""));
    var environment = new Given.Environment("x", "environment");
    var argument = new Given.Argument("x", "argument");

    assertThat(content(List.of())).isEqualTo("default");
    assertThat(content(List.of(environment))).isEqualTo("environment");
    assertThat(content(List.of(file, environment))).isEqualTo("file");
    assertThat(content(List.of(file, later))).isEqualTo("later");
    assertThat(content(List.of(argument, file, environment))).isEqualTo("argument");
  }

  private static Object content(List<Given> given) {
    var policy = Policies.of(POLICY);
    given.forEach(policy::given);
    return policy.value("file[/a]", "content");
  }

  @Test
  void anUndeclaredOneIsAnErrorButNotInTheEnvironment() {
    assertThat(Policies.of(POLICY).given(new Given.Argument("y", "1")).codes())
        .containsExactly("undeclared-variable");
    assertThat(Policies.of(POLICY).given(new Given.Environment("y", "1")).codes()).isEmpty();
  }

  @Test
  void aRequiredOneThatIsMissingIsAnErrorAtItsBlock() {
    var policy = Policies.of("file \"/a\" { content = var.x }\nvariable \"x\" {}");

    assertThat(policy.codes()).containsExactly("missing-variable");
    assertThat(policy.errors()).contains("site.hcl:2:1");
  }

  @Test
  void valuesHaveTheTypeOfTheVariable() {
    var policy =
        Policies.of(
                """
                variable "ports" { type = list(number) }
                variable "site" {
                  type    = object({ name = string, port = optional(number, 80) })
                  default = { name = "a" }
                }
                file "/a" { content = "${var.ports[1] + 1} ${var.site.port}" }
                """)
            .given(new Given.Argument("ports", "[80, \"443\"]"));

    assertThat(policy.value("file[/a]", "content")).isEqualTo("444 80");
    assertThat(Policies.of("variable \"n\" {\n  type = number\n  default = \"x\"\n}").codes())
        .containsExactly("variable-type");
    assertThat(Policies.of("variable \"n\" { type = strin }").codes())
        .containsExactlyInAnyOrder("invalid-type", "missing-variable");
  }

  @Test
  void textFromOutsideStaysTextUnlessTheVariableIsOfAnotherType() {
    var policy =
        Policies.of(
                """
                variable "mode" { default = "0644" }
                variable "port" { default = 80 }
                variable "bare" {}
                file "/a" {
                  mode    = var.mode
                  content = "${var.port + 1} ${var.bare}"
                }
                """)
            .given(new Given.Argument("mode", "0600"))
            .given(new Given.Argument("port", "443"))
            .given(new Given.Environment("bare", "[1]"));

    assertThat(policy.value("file[/a]", "mode")).isEqualTo("0600");
    assertThat(policy.value("file[/a]", "content")).isEqualTo("444 [1]");
  }

  @Test
  void areValidated() {
    var policy =
        Policies.of(
                """
                variable "port" {
                  type = number
                  validation {
                    condition     = var.port > 1024
                    error_message = "${var.port} is privileged."
                  }
                }
                """)
            .given(new Given.Argument("port", "80"));

    assertThat(policy.codes()).containsExactly("validation-failed");
    assertThat(policy.errors()).contains("80 is privileged.");
  }

  @Test
  void nullIsRefusedWhereItIsNotAllowed() {
    assertThat(Policies.of("variable \"x\" {\n  nullable = false\n  default = null\n}").codes())
        .containsExactly("variable-null");
  }

  @Test
  void defaultsAreConstant() {
    assertThat(Policies.of("variable \"x\" { default = local.a }\nlocals {\n  a = 1\n}").codes())
        .containsExactly("not-constant");
  }
}
