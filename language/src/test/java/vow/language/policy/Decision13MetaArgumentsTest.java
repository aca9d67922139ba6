package vow.language.policy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import vow.model.Window;

/** INTERFACES.md, section 4, decision 13. */
class Decision13MetaArgumentsTest {
  @Test
  void belongToEveryKind() {
    var meta =
        Policies.of(
                """
                directory "/a" {
                  only_if   = "test -e /x"
                  not_if    = ["test", "-e", "/y"]
                  noop      = true
                  timeout   = "30s"
                  semaphore = "disk"
                  every     = "1h"
                  audit     = "24h"
                  on_remove = "reverse"
                }
                """)
            .promise("directory[/a]")
            .meta();

    assertThat(meta.noop()).isTrue();
    assertThat(meta.timeout()).hasValueSatisfying(it -> assertThat(it).hasSeconds(30));
    assertThat(meta.reverseOnRemove()).isTrue();
    assertThat(meta.notIf().orElseThrow().argv()).containsExactly("test", "-e", "/y");
  }

  @Test
  void aWindowIsHoursOfTheWeek() {
    var policy = Policies.of("file \"/a\" {\n  window = \"sat 02:00-04:00\"\n}\n");

    assertThat(policy.promise("file[/a]").meta().window()).isPresent();
    assertThat(Policies.of("file \"/a\" {\n  window = \"at night\"\n}\n").codes())
        .containsExactly("invalid-value");
  }

  @Test
  void theWindowOfABundleHoldsForWhatDisrupts() {
    var policy =
        Policies.of(
            """
            bundle "web" {
              window = "02:00-04:00"
              file "/a" {}
              package "nginx" {}
              exec "own" {
                run    = "true"
                window = "sun 00:00-24:00"
              }
            }
            """);

    assertThat(policy.promise("file[/a]").meta().window()).isEmpty();
    assertThat(policy.promise("package[nginx]").meta().window())
        .isEqualTo(Window.parse("02:00-04:00"));
    assertThat(policy.promise("exec[own]").meta().window())
        .isEqualTo(Window.parse("sun 00:00-24:00"));
  }

  @Test
  void aSensitiveValueMakesThePromiseSensitive() {
    var policy =
        Policies.of(
            """
            variable "password" {
              default   = "hunter2"
              sensitive = true
            }
            file "/a" { content = "password=${var.password}" }
            file "/b" { content = file["/a"].content }
            file "/c" {}
            """);

    assertThat(policy.promise("file[/a]").meta().sensitive()).isTrue();
    assertThat(policy.promise("file[/b]").meta().sensitive()).isTrue();
    assertThat(policy.promise("file[/c]").meta().sensitive()).isFalse();
  }

  @Test
  void aSensitiveValueMayNotBeWhereItWouldBeSeen() {
    var policy =
        Policies.of(
            """
            locals {
              secret = sensitive("/hunter2")
            }
            file "/a" { only_if = "test ${local.secret} = x" }
            file "/b" { path = local.secret }
            file "/c" { validate = ["check", local.secret] }
            file "d" {
              for_each = toset([local.secret])
              path     = each.key
            }
            output "o" { value = local.secret }
            """);

    assertThat(policy.codes())
        .containsExactly(
            "sensitive-in-command",
            "sensitive-in-identity",
            "sensitive-in-command",
            "sensitive-for-each",
            "sensitive-output");
    assertThat(policy.errors().replace("sensitive(\"/hunter2\")", "")).doesNotContain("hunter2");
  }
}
