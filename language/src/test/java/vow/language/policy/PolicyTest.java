package vow.language.policy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PolicyTest {
  @Test
  void compilesVariablesLocalsAndReferences() {
    var policy =
        Policies.of(
            """
            variable "greeting" { default = "hello" }
            locals {
              sites = ["a", "b"]
              text  = "${var.greeting} from ${node.hostname}"
            }
            file "/etc/motd" {
              content = "${local.text}\\n"
              mode    = "0644"
            }
            directory "site" {
              for_each = toset(local.sites)
              path     = "/srv/sites/${each.key}"
            }
            file "index" {
              for_each  = toset(local.sites)
              path      = "${directory.site[each.key].path}/index.html"
              content   = file["/etc/motd"].content
              on_change = [file["/etc/motd"]]
            }
            """);

    assertThat(policy.ids())
        .containsExactly(
            "directory[/srv/sites/a]",
            "directory[/srv/sites/b]",
            "file[/etc/motd]",
            "file[/srv/sites/a/index.html]",
            "file[/srv/sites/b/index.html]");
    assertThat(policy.value("file[/srv/sites/b/index.html]", "content"))
        .isEqualTo("hello from web1\n");
    assertThat(policy.edges())
        .containsExactly(
            "file[/srv/sites/a/index.html] ON_CHANGE file[/etc/motd]",
            "file[/srv/sites/a/index.html] REFERENCE directory[/srv/sites/a]",
            "file[/srv/sites/b/index.html] ON_CHANGE file[/etc/motd]",
            "file[/srv/sites/b/index.html] REFERENCE directory[/srv/sites/b]");
  }

  @Test
  void anEmptyPolicyPromisesNothing() {
    assertThat(Policies.of("").manifest().promises()).isEmpty();
  }
}
